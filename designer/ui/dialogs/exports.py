"""Why: a network can leave in seven ways; each says in a sentence what it is good for."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.dialogs.files import choose_target
from designer.ui.dialogs.sheet import CANCEL, Choice, Role, Sheet, line


@dataclass(frozen=True, slots=True)
class Kind:
    """A way out. `key` is what designer.port calls it, or the kind of picture."""

    key: str
    group: str
    title: str
    help: str
    suffix: str


def kinds() -> tuple[Kind, ...]:
    """All of them, in the order of the dialog."""
    code, model, picture = tr("Code"), tr("Model file"), tr("Picture")
    return (
        Kind(
            "python",
            code,
            tr("PyTorch module"),
            tr("The network as a class to import and read. Needs torch only."),
            ".py",
        ),
        Kind(
            "script",
            code,
            tr("Training script"),
            tr("Network, data and training in one file that runs by itself."),
            ".py",
        ),
        Kind(
            "onnx",
            model,
            tr("ONNX"),
            tr("For other programs: browsers, phones, inference servers."),
            ".onnx",
        ),
        Kind(
            "pt2",
            model,
            tr("torch.export"),
            tr("The traced program, for PyTorch without this code."),
            ".pt2",
        ),
        Kind("svg", picture, "SVG", tr("Sharp at every size, for web pages and editing."), ".svg"),
        Kind("png", picture, "PNG", tr("Pixels, for slides and chats."), ".png"),
        Kind("pdf", picture, "PDF", tr("Sharp at every size, for papers."), ".pdf"),
    )


def choose_export(parent: QWidget | None, suggested: Path) -> tuple[Path, str] | None:
    """What to write, and where; None when nobody chose."""
    kind = _choose_kind(parent)
    if kind is None:
        return None
    filters = f"{kind.title} (*{kind.suffix})"
    name = suggested.with_suffix(kind.suffix)
    path = choose_target(parent, tr("Export {kind}", kind=kind.title), name, kind.suffix, filters)
    return None if path is None else (path, kind.key)


def _choose_kind(parent: QWidget | None) -> Kind | None:
    choices = (
        Choice("go", tr("Choose a file…"), tr("Say where to write it"), primary=True),
        Choice(CANCEL, tr("Cancel"), tr("Write nothing"), Role.RejectRole),
    )
    sheet = Sheet(parent, tr("Export"), choices)
    sheet.content.addWidget(line(tr("Take the network away as"), 15, bold=True))
    every = kinds()
    group = _radios(sheet, every)
    return every[group.checkedId()] if sheet.ask() == "go" else None


def _radios(sheet: Sheet, every: tuple[Kind, ...]) -> QButtonGroup:
    group = QButtonGroup(sheet)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    row, title = 0, ""
    for number, kind in enumerate(every):
        if kind.group != title:
            title = kind.group
            heading = QLabel(title)
            heading.setIndent(0)
            heading.setStyleSheet(f"font-weight: 600; padding-top: {12 if row else 4}px;")
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
        radio = QRadioButton(kind.title)
        radio.setToolTip(kind.help)
        radio.setAccessibleName(kind.title)
        radio.setAccessibleDescription(kind.help)
        group.addButton(radio, number)
        radio.setStyleSheet(_circle())
        grid.addWidget(radio, row, 0)
        grid.addWidget(_Words(kind.help, radio), row, 1)
        row += 1
    group.button(0).setChecked(True)
    sheet.content.addLayout(grid)
    group.button(0).setFocus()
    return group


def _circle() -> str:
    """Radio buttons as the check boxes of the theme are; Fusion's are lost in the dark."""
    colors = theme.current()
    ring, dot, ground = colors.ink3.name(), colors.accent.name(), colors.field.name()
    return (
        f"QRadioButton {{ spacing: 8px; border: none; }}"
        f"QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {ring};"
        f" border-radius: 8px; background: {ground}; }}"
        f"QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {dot}; }}"
        f"QRadioButton::indicator:focus {{ border-color: {dot}; }}"
        f"QRadioButton:focus {{ color: {dot}; }}"
    )


class _Words(QLabel):
    """What stands beside a radio button, and works like it."""

    def __init__(self, text: str, radio: QRadioButton) -> None:
        super().__init__(text)
        self._radio = radio
        self.setStyleSheet(f"color: {theme.current().ink2.name()};")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self._radio.setFocus(Qt.FocusReason.MouseFocusReason)
        self._radio.click()
