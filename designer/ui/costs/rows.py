"""Why: what the table of costs says, column by column, without Qt."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, prod

from designer.compile import Cost, Field, Timing
from designer.layers.tensor import image_text
from designer.text import tr
from designer.ui.costing import bytes_text, count_text, ms_text
from designer.ui.kinds import kind_text

Value = float | str | None
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one layer; `batch` is that of the training."""

    cost: Cost
    field: Field | None = None
    time: Timing | None = None
    batch: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is sorted by and taken away as, and how it is written.

    `text` writes a value that is not None; `words` a row whose value is only good for sorting.
    A `summed` column has a total.
    """

    key: str
    title: str
    tip: str
    value: Callable[[Row], Value]
    text: Callable[[float], str] | None = None  # None for words
    summed: bool = False
    measured: bool = False
    words: Callable[[Row], str] | None = None

    @property
    def is_number(self) -> bool:
        """True where large values are what one looks for."""
        return self.text is not None or self.words is not None

    def shown(self, row: Row) -> str:
        """What stands in the table."""
        return self.words(row) if self.words else self.written(self.value(row))

    def plain(self, row: Row) -> str:
        """What is taken away: a number without unit and separators, "" for nothing."""
        value = self.value(row)
        if value is None:
            return ""
        return self.words(row) if self.words else str(value)

    def written(self, value: Value) -> str:
        """A value of this column as people read it."""
        if value is None:
            return NOTHING
        return self.text(value) if self.text and not isinstance(value, str) else str(value)

    def total(self, rows: Sequence[Row]) -> Value:
        """The sum of what is known; None where nothing is, or a sum would say nothing."""
        values = [v for row in rows if isinstance(v := self.value(row), int | float)]
        return sum(values) if self.summed and values else None


def columns() -> tuple[Column, ...]:
    """All columns, in their order."""
    return (*_naming(), *_counted(), *_following(), *_measured())


def _naming() -> tuple[Column, ...]:
    return (
        Column("name", tr("Name"), tr("The name in the drawing and in the code"), _name),
        Column("type", tr("Type"), tr("The kind of layer"), lambda row: kind_text(row.cost.type)),
        Column("output", tr("Output"), tr("The shape that goes out; N is the batch"), _output),
    )


def _counted() -> tuple[Column, ...]:
    return (
        Column(
            "parameters",
            tr("Parameters"),
            tr("Numbers that the layer holds"),
            lambda row: row.cost.parameters,
            _count,
            summed=True,
        ),
        Column(
            "trainable",
            tr("Trainable"),
            tr("Those that training changes"),
            lambda row: row.cost.trainable,
            _count,
            summed=True,
        ),
        Column(
            "flops",
            tr("FLOPs"),
            tr(
                "Floating-point operations of one forward pass of one sample; work on each value "
                "alone is not counted"
            ),
            lambda row: row.cost.flops,
            _count,
            summed=True,
        ),
        Column(
            "macs",
            tr("MACs"),
            tr("Multiplications with an addition: half of the operations"),
            lambda row: row.cost.macs,
            _count,
            summed=True,
        ),
        Column(
            "memory",
            tr("Memory"),
            tr("What the layer gives, kept for the backward pass, for one sample"),
            lambda row: row.cost.memory_bytes,
            lambda value: bytes_text(int(value)),
            summed=True,
        ),
    )


def _following() -> tuple[Column, ...]:
    return (
        Column(
            "field",
            tr("Receptive field"),
            tr("How much of the input one value has seen; “all” where nothing limits it"),
            _field_area,
            words=_field_text,
        ),
        Column(
            "intensity",
            tr("FLOPs/byte"),
            tr(
                "Operations for each byte of weights and activations that is moved, for a batch "
                "of the training: few keep the processor waiting for its memory"
            ),
            lambda row: row.cost.intensity(row.batch) or None,
            lambda value: f"{value:.3g}",
        ),
    )


def _measured() -> tuple[Column, ...]:
    return (
        Column(
            "forward",
            tr("Forward"),
            tr("Measured on the CPU for one batch: the median of several runs"),
            lambda row: row.time.forward if row.time else None,
            ms_text,
            summed=True,
            measured=True,
        ),
        Column(
            "backward",
            tr("Backward"),
            tr("Measured on the CPU for one batch: the gradients of weights and inputs"),
            lambda row: row.time.backward if row.time else None,
            ms_text,
            summed=True,
            measured=True,
        ),
    )


def tab_separated(table: Sequence[Column], rows: Sequence[Row]) -> str:
    """Rows as a spreadsheet takes them from the clipboard: plain numbers, a line each."""
    return "\n".join("\t".join(column.plain(row) for column in table) for row in rows)


def comma_separated(table: Sequence[Column], rows: Sequence[Row]) -> str:
    """All rows below a line of headings, as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([heading(column) for column in table])
    writer.writerows([column.plain(row) for column in table] for row in rows)
    return file.getvalue()


def heading(column: Column) -> str:
    """The title with its unit, for where numbers are written plainly."""
    units = {"memory": tr("bytes"), "forward": tr("ms"), "backward": tr("ms")}
    return f"{column.title} ({units[column.key]})" if column.key in units else column.title


def _name(row: Row) -> str:
    return row.cost.name


def _output(row: Row) -> str:
    return ", ".join(str(tensor) for tensor in row.cost.output) or NOTHING


def _field_area(row: Row) -> Value:
    if row.field is None:
        return None
    return inf if row.field.whole else float(prod(row.field.size))


def _field_text(row: Row) -> str:
    if row.field is None:
        return NOTHING
    return tr("all") if row.field.whole else image_text(row.field.size)


def _count(value: float) -> str:
    return count_text(int(value))
