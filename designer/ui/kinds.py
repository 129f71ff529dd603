"""Why: a block is called by its name, a shared layer by whose weights it has, others by type."""

from designer.layers import original_of, title_of
from designer.text import tr


def kind_text(kind: str) -> str:
    """What a node of this type is, in a word or two."""
    original = original_of(kind)
    return tr("as {name}", name=original) if original else title_of(kind)
