"""Why: what runs along a wire, known before anything runs: a symbolic shape and a dtype."""

from dataclasses import dataclass
from math import prod

BATCH = "N"
NOMINAL = 64
"""How long an axis with a name is where figures need a length: costs, and samples to try."""
TIMES = "·"


def is_axis_name(text: object) -> bool:
    """True for what an axis of open length may be called: one capital letter, not the batch's."""
    return isinstance(text, str) and len(text) == 1 and "A" <= text <= "Z" and text != BATCH


@dataclass(frozen=True, slots=True)
class Sym:
    """An axis whose length is open until data arrive: `scale` times the batch size N, or times
    the length of an axis that a person has named, such as T. Axes that were joined have all
    their names, the batch last: `49·N`, `T·N`.
    """

    scale: int = 1
    symbol: str = BATCH

    def __str__(self) -> str:
        return self.symbol if self.scale == 1 else f"{self.scale}{TIMES}{self.symbol}"

    def __mul__(self, factor: "int | Sym") -> "Sym":
        if isinstance(factor, int):
            return Sym(self.scale * factor, self.symbol)
        names = sorted((*self.names, *factor.names), key=lambda name: (name == BATCH, name))
        return Sym(self.scale * factor.scale, TIMES.join(names))

    __rmul__ = __mul__

    @property
    def names(self) -> tuple[str, ...]:
        """The batch and the named axes of which it is made."""
        return tuple(self.symbol.split(TIMES))

    def at(self, batch: int, named: int = NOMINAL) -> int:
        """The length for a batch of that size, with that length of every named axis."""
        lengths = [batch if name == BATCH else named for name in self.names]
        return self.scale * prod(lengths)


Dim = int | Sym
N = Sym()


def has_batch(dim: Dim) -> bool:
    """True for an axis along which the samples lie, alone or joined with others."""
    return isinstance(dim, Sym) and BATCH in dim.names


def divided(dim: Dim, count: int) -> Dim | None:
    """A part of a length, None where it cannot be divided so, whatever the data."""
    whole = dim if isinstance(dim, int) else dim.scale
    if whole % count:
        return None
    return dim // count if isinstance(dim, int) else Sym(whole // count, dim.symbol)


@dataclass(frozen=True, slots=True)
class Tensor:
    """Shape and dtype of a value; the first axis is usually the batch, `N`."""

    shape: tuple[Dim, ...]
    dtype: str = "float32"

    def __str__(self) -> str:
        return " × ".join(str(dim) for dim in self.shape) if self.shape else "scalar"

    @property
    def rank(self) -> int:
        """Number of axes, the batch axis included."""
        return len(self.shape)

    @property
    def sample(self) -> tuple[Dim, ...]:
        """The shape without its first axis."""
        return self.shape[1:]

    def with_shape(self, *shape: Dim) -> "Tensor":
        """Another shape, the same dtype."""
        return Tensor(shape, self.dtype)

    def as_json(self) -> list[int | str]:
        """The shape for machine readers: integers, and "N", "T" or "49·N" for open axes."""
        return [dim if isinstance(dim, int) else str(dim) for dim in self.shape]


def image_text(shape: tuple[Dim, ...]) -> str:
    """A shape in words of the drawing: `6 × 14 × 14`."""
    return " × ".join(str(dim) for dim in shape)


class Mismatch(ValueError):  # noqa: N818
    """A layer cannot take what comes in.

    `code` is one of "rank", "channels", "features", "dtype", "size", "open" (a length that
    must be fixed), "broadcast", "param" and "missing-input"; the message is a sentence for the
    reader that begins with a verb: its subject is the node, whose name the check puts in front.
    `port` is the input it is about. `expected` and `got` are values that repairs are derived
    from: a rank, a number of channels, a shape. `param` names the parameter to blame, where one
    is, and `line` the line of a layer's own code.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        port: str = "in",
        expected: object = None,
        got: object = None,
        param: str = "",
        line: int = 0,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.port = port
        self.expected = expected
        self.got = got
        self.param = param
        self.line = line
