"""Why: a layer is a declaration, nothing else; these are the words it is declared in."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from designer.layers.tensor import Tensor

Kind = Literal["int", "float", "bool", "choice", "sizes", "shape", "floats", "text"]
Values = Mapping[str, Any]
Inputs = Sequence[Tensor]


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output of a layer.

    A layer's only input is named "in", its only output "out". A `variadic` port stands for any
    number of inputs named after it with a number: `Port("in", variadic=True)` gives in1, in2, …
    An `optional` input may stay without a wire.
    """

    name: str
    help: str = ""
    variadic: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a layer, as typed in the inspector and written in the code.

    Kinds: "int", "float", "bool", "text"; "choice" of `choices`; "sizes", an int or a tuple of
    `axes` ints (kernel_size, stride, padding…; when equal, stored as one int); "shape", a
    tuple of ints of any length, in which a `named` one admits the letter of an axis whose
    length is open, such as "T"; "floats", a tuple of `axes` floats. `optional` admits None.
    An inferred parameter has a function `infer` of the incoming tensors and the values before
    it, gives None where nothing can be inferred, and is never typed by a person.
    `positional` parameters are written without their name in the code; others are written when
    they differ from `default`, which is torch's own, or `always`, where torch has another
    default or none. `advanced` ones are folded away in the inspector. Those not `in_code` are
    no parameter of torch's.
    """

    name: str
    kind: Kind
    default: Any = None
    help: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    axes: int = 1
    optional: bool = False
    positional: bool = False
    advanced: bool = False
    always: bool = False
    in_code: bool = True
    named: bool = False
    infer: Callable[[Inputs, Values], Any] | None = None

    @property
    def inferred(self) -> bool:
        """True when the value comes from the incoming shape."""
        return self.infer is not None

    @property
    def required(self) -> bool:
        """True for a value without which the layer cannot be written."""
        return self.default is None and not self.optional and not self.inferred


@dataclass(frozen=True, slots=True)
class Call:
    """What a line of `forward` is written from.

    `inputs` are the variable names that come in, in port order (None for an optional input
    without a wire); `outputs` maps the ports that somebody uses to the variables they go to.
    """

    name: str
    inputs: tuple[str | None, ...]
    outputs: Mapping[str, str]
    values: Values


@dataclass(frozen=True, slots=True)
class CustomCode:
    """What a person wrote for a layer of their own, as it was read; nothing of it has been run.

    `name` is that of the class. `lines` are the class as it stands in generated code, `numbers`
    the line of `text` that each comes from, `imports` what has to stand above. `arguments` are
    those of `forward`, the ones to be given by keyword with True. Where it cannot be used,
    `fault` is a sentence that says why, and `line` the line of the text that it is about.
    """

    name: str
    text: str
    imports: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    arguments: tuple[tuple[str, bool], ...] = ()
    inputs: tuple[Port, ...] = (Port("in"),)
    outputs: tuple[Port, ...] = (Port("out"),)
    params: tuple[Param, ...] = ()
    help: str = ""
    fault: str = ""
    line: int = 0

    @property
    def digest(self) -> str:
        """What the text is known by: another text has another one."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Layer:
    """One entry of the catalogue. Palette, inspector, check, code, docs and tests derive from it.

    `nn` is the class in `torch.nn` ("Conv2d"), empty for an operation without state;
    `reference` then names the class that computes the same ("ReLU"), where there is one.
    `made` writes the constructor where it is more than `nn` called with the parameters.
    `expression` is the right side of its line in `forward`, a format string with {self} (the
    module attribute, `self.conv1`), {x} (the first input), {inputs} (all, comma separated),
    and the parameters by name; a callable returning whole lines serves layers with several
    outputs. `rule` gives the output tensors of complete values and input tensors, or raises
    Mismatch; it works without torch. `weights` counts parameters. `words` puts the key
    parameters into a few words for the node on the canvas. A `pointwise` layer makes each value
    from the one at its place, by the same function everywhere, and so can be drawn as a curve.
    `block` names the definition of a block, and its `edition` changes with what is drawn inside;
    `shares` names the node whose weights this one uses; `code` is what a person wrote.
    """

    type: str
    category: str
    help: str
    rule: Callable[[Values, Inputs], tuple[Tensor, ...]]
    nn: str = ""
    reference: str = ""
    inputs: tuple[Port, ...] = (Port("in"),)
    outputs: tuple[Port, ...] = (Port("out"),)
    params: tuple[Param, ...] = ()
    made: Callable[[Values], str] | None = None
    expression: str | Callable[[Call], list[str]] = "{self}({inputs})"
    weights: Callable[[Values, Inputs], int] = field(default=lambda _values, _inputs: 0)
    words: Callable[[Values], str] = field(default=lambda _values: "")
    prefix: str = ""
    synonyms: tuple[str, ...] = ()
    source: str = ""
    formula: str = ""
    pointwise: bool = False
    block: str = ""
    edition: str = ""
    shares: str = ""
    code: CustomCode | None = None

    def param(self, name: str) -> Param:
        """The parameter of that name. Raises KeyError."""
        for param in self.params:
            if param.name == name:
                return param
        raise KeyError(name)

    def values(self, given: Values, inputs: Inputs | None = None) -> dict[str, Any]:
        """All parameters: the given ones, else defaults; with `inputs`, the inferred ones too."""
        complete: dict[str, Any] = {}
        for param in self.params:
            if param.infer is not None:
                if inputs is not None:
                    complete[param.name] = param.infer(inputs, complete)
            else:
                complete[param.name] = given.get(param.name, param.default)
        return complete
