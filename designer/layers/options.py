"""Why: the words that the tables of training choices are declared in."""

from dataclasses import dataclass

from designer.layers.spec import Param


@dataclass(frozen=True, slots=True)
class Option:
    """One row: an optimizer, loss, schedule or initialization.

    `torch` is the dotted torch name ("torch.optim.SGD"), empty where nothing of that name is
    called: SciPy's steps, schedules made of others. The defaults of `params` are torch's (or
    SciPy's) own, where there are any. `task` is "classification" or
    "regression" for a loss that only fits one of them.
    """

    key: str
    title: str
    help: str
    params: tuple[Param, ...] = ()
    torch: str = ""
    task: str = ""

    def param(self, name: str) -> Param:
        """The parameter of that name. Raises KeyError."""
        for param in self.params:
            if param.name == name:
                return param
        raise KeyError(name)


def by_key(*options: Option) -> dict[str, Option]:
    """The options under their keys, in order."""
    return {option.key: option for option in options}


def number(
    name: str,
    default: float | None,
    note: str,
    minimum: float | None = 0.0,
    maximum: float | None = None,
    advanced: bool = False,
) -> Param:
    """A decimal parameter."""
    return Param(name, "float", default, note, minimum=minimum, maximum=maximum, advanced=advanced)
