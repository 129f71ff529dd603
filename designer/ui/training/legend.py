"""Why: whoever shows curves says in one way what they are of, and takes the same room for them."""

from collections.abc import Iterable

from designer.runs.results import MEASURES
from designer.text import tr
from designer.ui.dropdown import DropDown
from designer.ui.training.figures import metric_title
from designer.ui.training.pictures import ink_of

LEAST = 340  # px of width that two plots need


def legend_text() -> str:
    """Which color is which of the rows, as rich text."""
    return "&nbsp;&nbsp;".join(
        f'<span style="color:{ink_of(role).name()}">■</span> {word}'
        for role, word in (("train", tr("train")), ("validation", tr("validation")))
    )


class MetricChoice(DropDown):
    """What is shown beside the loss; hidden while there is nothing to choose from."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""  # by hand; it stays so for another run
        self.setAccessibleName(tr("Metric"))
        self.setToolTip(tr("What the right plot shows"))
        self.setMinimumWidth(100)
        self.hide()
        self.activated.connect(self._choose)

    @property
    def chosen(self) -> str:
        """What is chosen; "" when there is none yet."""
        return self.currentData() or ""

    def offer(self, measured: Iterable[str]) -> None:
        """Offer what was measured, what people ask for first before all else."""
        order = {name: place for place, name in enumerate(MEASURES)}
        names = sorted(measured, key=lambda name: order.get(name, len(order)))
        if names == [self.itemData(index) for index in range(self.count())]:
            return
        self.blockSignals(True)  # nobody has chosen anything
        self.clear()
        for name in names:
            self.addItem(metric_title(name), name)
        self.setCurrentIndex(max(0, self.findData(self._wanted)) if names else -1)
        self.blockSignals(False)
        self.setVisible(len(names) > 1)

    def _choose(self) -> None:
        self._wanted = self.chosen
