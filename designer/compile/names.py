"""Why: names of people become legal Python names, always in the same way."""

import builtins
import keyword
import re
import unicodedata

MODULE_ATTRIBUTES = frozenset(
    {
        "T_destination",
        "add_module",
        "apply",
        "bfloat16",
        "buffers",
        "call_super_init",
        "children",
        "compile",
        "cpu",
        "cuda",
        "double",
        "dump_patches",
        "eval",
        "extra_repr",
        "float",
        "forward",
        "get_buffer",
        "get_extra_state",
        "get_parameter",
        "get_submodule",
        "half",
        "ipu",
        "load_state_dict",
        "modules",
        "mtia",
        "named_buffers",
        "named_children",
        "named_modules",
        "named_parameters",
        "parameters",
        "register_backward_hook",
        "register_buffer",
        "register_forward_hook",
        "register_forward_pre_hook",
        "register_full_backward_hook",
        "register_full_backward_pre_hook",
        "register_load_state_dict_post_hook",
        "register_load_state_dict_pre_hook",
        "register_module",
        "register_parameter",
        "register_state_dict_post_hook",
        "register_state_dict_pre_hook",
        "requires_grad_",
        "set_extra_state",
        "set_submodule",
        "share_memory",
        "state_dict",
        "to",
        "to_empty",
        "train",
        "training",
        "type",
        "xpu",
        "zero_grad",
    }
)
# What every `nn.Module` has already; a layer under such a name would not be found again.

LOCALS = frozenset({"self", "torch", "nn", "F"}) | (frozenset(dir(builtins)) - {"input"})
"""Names that a variable of `forward` must not hide."""

CLASSES = frozenset({"F", "Nn", "Torch", "Module"}) | frozenset(dir(builtins))


def class_name(title: str) -> str:
    """A legal CamelCase class name: "LeNet-5" gives LeNet5; "Network" when nothing is left."""
    plain = unicodedata.normalize("NFKD", title.replace("×", "x"))
    words = re.findall(r"[A-Za-z0-9]+", plain.encode("ascii", "ignore").decode())
    name = "".join(word[0].upper() + word[1:] for word in words)
    if not name or name.isdigit():
        return f"Network{name}"
    if name[0].isdigit():
        name = f"Net{name}"
    return f"{name}Net" if name in CLASSES or keyword.iskeyword(name) else name


def identifier(name: str) -> str:
    """The name itself when Python takes it, else the nearest one that Python takes."""
    plain = re.sub(r"\W", "_", unicodedata.normalize("NFKC", name)) or "layer"
    if plain.startswith("_") or not plain.isidentifier():
        plain = f"layer{'' if plain.startswith('_') else '_'}{plain}"
    return f"{plain}_" if keyword.iskeyword(plain) else plain


class Names:
    """Legal names handed out once each; those in `taken` are never handed out."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def unique(self, wanted: str) -> str:
        """`wanted` made legal, with an underscore or a number when somebody has it already."""
        name = identifier(wanted)
        free = name
        count = 1
        while free in self._taken:
            free = f"{name}_" if count == 1 else f"{name}_{count}"
            count += 1
        self._taken.add(free)
        return free
