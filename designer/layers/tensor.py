"""Why: what runs along a wire, known before anything runs: a symbolic shape and a dtype."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sym:
    """An axis whose length is open until data arrive: `scale` times the batch size N."""

    scale: int = 1
    symbol: str = "N"

    def __str__(self) -> str:
        return self.symbol if self.scale == 1 else f"{self.scale}·{self.symbol}"

    def __mul__(self, factor: int) -> "Sym":
        return Sym(self.scale * factor, self.symbol)

    __rmul__ = __mul__


Dim = int | Sym
N = Sym()


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
        """The shape for machine readers: integers, and "N" or "49·N" for open axes."""
        return [dim if isinstance(dim, int) else str(dim) for dim in self.shape]


def image_text(shape: tuple[Dim, ...]) -> str:
    """A shape in words of the drawing: `6 × 14 × 14`."""
    return " × ".join(str(dim) for dim in shape)


class Mismatch(ValueError):  # noqa: N818
    """A layer cannot take what comes in.

    `code` is one of "rank", "channels", "features", "dtype", "size", "broadcast", "param" and
    "missing-input"; the message is a sentence for the reader that begins with a verb: its
    subject is the node, whose name the check puts in front. `port` is the input it is about.
    `expected` and `got` are values that repairs are derived from: a rank, a number of channels,
    a shape. `param` names the parameter to blame, where one is, and `line` the line of a layer's
    own code.
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
