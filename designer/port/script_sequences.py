"""Why: the parts of an exported script that read sequences of labels, as `train.sequences` does."""

from typing import Any

READING = '''
def reading(ctc):
    """Log-probabilities (rows, steps, classes) against labels (rows, longest).

    Labels end where -1 or the blank begins{note}.
    """

    def loss(output, y{argument}):
        rows, steps, classes = output.shape
        if y.max() >= classes:
            raise ValueError(f"there are labels beyond the {{classes}} classes")
        read = torch.full((rows,), steps, device=y.device)
{counted}        wanted = ((y >= 0) & (y != ctc.blank)).sum(1)
        return ctc(output.transpose(0, 1), y, read, wanted)

    return loss
'''
COUNTED = "lengths.detach().flatten().round().long().clamp(0, steps)"
MEASURE = '''
def packed(values, keep):
    """What is kept of each row at its beginning, then -1."""
    order = (~keep).long().argsort(dim=1, stable=True)
    return values.where(keep, -1).gather(1, order)


def measure(outputs, targets):
    """The share of rows in which all labels are right."""
    keep = outputs != {blank}
    keep[:, 1:] &= outputs[:, 1:] != outputs[:, :-1]  # said twice in a row, meant once
    said = packed(outputs, keep)
    true = packed(targets, (targets >= 0) & (targets != {blank}))
    width = max(said.shape[1], true.shape[1])
    said = nn.functional.pad(said, (0, width - said.shape[1]), value=-1)
    true = nn.functional.pad(true, (0, width - true.shape[1]), value=-1)
    return {{"accuracy": (said == true).all(1).double().mean().item()}}
'''
TOLD = '''
def told(output):
    """The likeliest class of each step, and the blank in steps that don't count."""
    best, lengths = output[{own}].argmax(2), output[{lengths}]
    steps = best.shape[1]
    read = {counted}.unsqueeze(1)
    return best.where(torch.arange(steps, device=best.device) < read, {blank})
'''


def reading_function(with_lengths: bool) -> str:
    """The function `reading`; `with_lengths` where another output counts the steps of each row."""
    if not with_lengths:
        return READING.format(note="", argument="", counted="")
    return READING.format(
        note="; `lengths` are the steps that count",
        argument=", lengths=None",
        counted=f"        if lengths is not None:\n            read = {COUNTED}\n",
    )


def measure_function(blank: Any) -> str:
    """The function `measure`, of the likeliest class of each step."""
    return MEASURE.format(blank=blank)


def told_function(own: int, lengths: int, blank: Any) -> str:
    """The function `told`, where another output counts the steps of each row."""
    return TOLD.format(own=own, lengths=lengths, blank=blank, counted=COUNTED)
