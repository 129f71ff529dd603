"""Why: the parts of an exported script for losses that look at two or three outputs at once."""

from collections.abc import Sequence

from designer.port.script_sequences import reading_function, told_function
from designer.port.script_text import arguments
from designer.protocol import Head, in_order
from designer.protocol.losses import EMBEDDINGS, PAIRS, SEQUENCES

DISTANCES = {
    "cosine": '''
def cosine_distance(a, b):
    """One less the cosine of the angle between two rows."""
    return 1 - nn.functional.cosine_similarity(a, b)
''',
    "squared": '''
def squared_distance(a, b):
    """The square of the straight line between two rows."""
    return (a - b).square().sum(1)
''',
}
TOLD = {
    "CosineEmbeddingLoss": '''
def told(output):
    """The cosine of the angle between two rows."""
    return nn.functional.cosine_similarity({outputs}).unsqueeze(1)
''',
    "MarginRankingLoss": '''
def told(output):
    """How much larger the first of two results is."""
    first, second = {outputs}
    return first - second
''',
}
NEARER = '''
def told(output):
    """How much nearer the positive is than the negative."""
    anchor, positive, negative = {outputs}
    far, near = {far}, {near}
    return (far - near).unsqueeze(1)
'''


def called(head: Head, output: str, target: str) -> str:
    """What the loss of a head with partners is called with."""
    partners = [f"{output}[{place}]" for place in head.places]
    return ", ".join(in_order(head.loss, f"{output}[{head.index}]", partners, target))


def is_told(head: Head) -> bool:
    """Whether figures are made of a number that several outputs give together."""
    return bool(head.partners) and head.loss in (*PAIRS, *EMBEDDINGS, SEQUENCES)


def loss_parts(heads: Sequence[Head]) -> str:
    """Distances that are not torch's own, and what a loss needs more than torch has."""
    chosen = dict.fromkeys(str(head.loss_params.get("distance_function") or "") for head in heads)
    parts = [DISTANCES[name] for name in chosen if name]
    readers = [head for head in heads if head.loss == SEQUENCES]
    if readers:
        parts.append(reading_function(any(head.partners for head in readers)))
    return "\n".join(parts)


def told_lines(head: Head) -> str:
    """The function `told`, which makes of several outputs what figures are made of."""
    if not is_told(head):
        return ""
    if head.loss == SEQUENCES:
        return told_function(head.index, head.places[0], head.loss_params.get("blank", 0))
    outputs = ", ".join(f"output[{place}]" for place in (head.index, *head.places))
    if head.loss in TOLD:
        return TOLD[head.loss].format(outputs=outputs)
    far, near = (_distance(head, other) for other in ("negative", "positive"))
    return NEARER.format(outputs=outputs, far=far, near=near)


def _distance(head: Head, other: str) -> str:
    chosen = head.loss_params.get("distance_function")
    if chosen:
        return f"{chosen}_distance(anchor, {other})"
    given = {key: value for key, value in head.loss_params.items() if key in ("p", "eps")}
    return f"nn.functional.pairwise_distance(anchor, {other}{arguments(given)})"
