"""Why: nearly all activations are declared alike: a function, a formula and a sentence."""

from collections.abc import Callable

from designer.layers.accept import Rule
from designer.layers.activation_rules import keep
from designer.layers.spec import Layer, Param, Values
from designer.layers.write import functional

CHINESE = ("激活", "激活函数")


def number(name: str, default: float, note: str, minimum: float | None = None) -> Param:
    """A decimal number."""
    return Param(name, "float", default, help=note, minimum=minimum)


def activation(
    kind: str,
    function: str,
    formula: str,
    note: str,
    params: tuple[Param, ...] = (),
    synonyms: tuple[str, ...] = (),
    source: str = "",
    rule: Rule = keep,
    words: Callable[[Values], str] = lambda _values: "",
) -> Layer:
    """An activation without state, named after the class of torch.nn that computes the same."""
    return Layer(
        type=kind,
        category="activation",
        help=note,
        rule=rule,
        reference=kind,
        params=params,
        expression=functional(function, params),
        words=words,
        prefix=kind.lower(),
        synonyms=(*synonyms, "activation", *CHINESE),
        source=source,
        formula=formula,
        pointwise="dim" not in {param.name for param in params},
    )
