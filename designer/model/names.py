"""Why: a node's name is also an attribute in Python code, so not every word may be one."""

import builtins
import keyword
import unicodedata
from collections.abc import Container

from designer.text import tr

LONGEST = 60

# Words that the generated code uses itself.
CODE_WORDS = frozenset({"self", "super", "torch", "nn", "F", "x"})

# Names that the generated code and Python itself have for something else.
CLASS_WORDS = frozenset({"F", *(word for word in dir(builtins) if word[0].isupper())})

# Public attributes of torch.nn.Module: a layer of such a name would break the module. Written
# out because this room works without torch; a test holds it against torch.
_ATTRIBUTES = """
    T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda
    double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter
    get_submodule half ipu load_state_dict modules mtia named_buffers named_children
    named_modules named_parameters parameters register_backward_hook register_buffer
    register_forward_hook register_forward_pre_hook register_full_backward_hook
    register_full_backward_pre_hook register_load_state_dict_post_hook
    register_load_state_dict_pre_hook register_module register_parameter
    register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state
    set_submodule share_memory state_dict to to_empty train training type xpu zero_grad
"""
MODULE_ATTRIBUTES = frozenset(_ATTRIBUTES.split())


def objection(name: str) -> str:
    """Why `name` cannot name a node, as a sentence; empty when it can."""
    if not name:
        return tr("A layer needs a name.")
    if len(name) > LONGEST:
        return tr("A name has at most {longest} characters.", longest=LONGEST)
    if not _is_identifier(name):
        return tr(
            "“{name}” cannot name a layer: use letters, digits and _, and begin with a letter.",
            name=name,
        )
    if keyword.iskeyword(name) or name in CODE_WORDS:
        return tr("“{name}” cannot name a layer: the code needs this word itself.", name=name)
    if name in MODULE_ATTRIBUTES:
        return tr("“{name}” cannot name a layer: every PyTorch module has it already.", name=name)
    return ""


def block_objection(name: str) -> str:
    """Why `name` cannot name a block, which becomes a class in the code; empty when it can."""
    reason = objection(name)
    if reason:
        return reason
    if not name[0].isupper() or name in CLASS_WORDS:
        return tr(
            "“{name}” cannot name a block: choose another word, with a capital first.", name=name
        )
    return ""


def is_valid(name: str) -> bool:
    """True when `name` can name a node."""
    return not objection(name)


def fresh(prefix: str, taken: Container[str], first: int = 1) -> str:
    """The first of prefix1, prefix2, … that is not taken: "conv1". `first` skips known ones.

    Raises ValueError for a prefix that no name can begin with.
    """
    prefix = prefix[: LONGEST - 6]  # room for the number
    if not _is_identifier(prefix):
        raise ValueError(f"no name begins with {prefix!r}")
    number = first
    while f"{prefix}{number}" in taken or not is_valid(f"{prefix}{number}"):
        number += 1
    return f"{prefix}{number}"


def stem(name: str) -> str:
    """The name without the number at its end: "conv" of "conv12"."""
    return name.rstrip("0123456789")


def _is_identifier(name: str) -> bool:
    # Python reads identifiers in NFKC form; another form would be two names for one thing.
    plain = unicodedata.normalize("NFKC", name) == name
    return plain and name.isidentifier() and not name.startswith("_")
