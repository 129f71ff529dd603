"""Why: one row has the name, the menus, the open projects, and what drives the training."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
)

from designer.text import tr
from designer.ui import theme
from designer.ui.icons import icon
from designer.ui.state import State
from designer.ui.tabs import Tabs

HEIGHT = 45
DEVICES = {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}


class ActionButton(QPushButton):
    """A button that is an action: text, tooltip and whether it is enabled follow it."""

    def __init__(self, action: QAction, primary: bool = False) -> None:
        super().__init__()
        self._action = action
        self.setProperty("primary", primary)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.text())
        self.setEnabled(self._action.isEnabled())


class TopBar(QFrame):
    """Name, menus, tabs; Train, Pause, Stop; the device."""

    def __init__(self, menus: QMenuBar, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(HEIGHT)
        self.tabs = Tabs()
        self._name = QLabel("Designer")
        self.train = ActionButton(actions["train"], primary=True)
        self.train.setIcon(icon("play", "accent_ink"))
        self.train.setIconSize(QSize(13, 13))
        self.pause = ActionButton(actions["pause"])
        self.stop = ActionButton(actions["stop"])
        self.home = QToolButton()
        self.home.setIcon(icon("add", "ink2"))
        self.home.setToolTip(tr("Start page: new, open, templates"))
        self.home.setAccessibleName(tr("Start page"))
        self.device = QLabel()
        self.device.setToolTip(tr("Where the network is trained; set in the Training tab"))
        self._menus = menus
        self._build()
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    def show_state(self, state: State) -> None:
        """What belongs to a document is there while one is in front."""
        for widget in (self.train, self.pause, self.stop, self.device):
            widget.setVisible(state.open)
        self.device.setText(DEVICES.get(state.device, tr("Auto")))
        self.home.setVisible(bool(self.tabs.count()))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addSpacing(4)
        self._menus.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self.tabs, 0, bottom)
        row.addWidget(self.home)
        row.addStretch(1)
        for widget in (self.train, self.pause, self.stop):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.device)

    def _restyle(self) -> None:
        colors = theme.current()
        self._name.setFont(colors.font(15, bold=True))
        self.device.setFont(colors.font(12))
        self.setStyleSheet(
            f"QFrame#topbar {{ background: {colors.panel.name()};"
            f" border-bottom: {colors.border}; }}"
            "QMenuBar { border: none; background: transparent; }"
            f"QMenuBar::item {{ color: {colors.ink2.name()}; }}"
            f"QLabel {{ color: {colors.ink1.name()}; }}"
        )
