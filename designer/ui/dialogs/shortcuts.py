"""Why: everyone's fingers have learned other keys, so each action takes on a person's own."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.text import tr
from designer.ui import theme
from designer.ui.actions import Action, menu_titles
from designer.ui.dialogs.key_button import KeyButton
from designer.ui.dialogs.sheet import CANCEL, Choice, Role, Sheet
from designer.ui.finder import distance
from designer.ui.icons import icon
from designer.ui.menus import plain
from designer.ui.preferences import Preferences
from designer.ui.screens import fitting
from designer.ui.shortcuts import in_words, keys_of, objection, owner, reset, set_keys, shown_keys

SIZE = QSize(640, 620)


def edit_shortcuts(
    parent: QWidget | None,
    rows: Sequence[Action],
    preferences: Preferences,
    changed: Callable[[], object],
) -> None:
    """Let a person choose keys; `changed` is called after each choice, for it to count."""
    Shortcuts(parent, rows, preferences, changed).ask()


class Shortcuts(Sheet):
    """Every action with its keys, by menu; what stands in the way is told below the list."""

    def __init__(
        self,
        parent: QWidget | None,
        rows: Sequence[Action],
        preferences: Preferences,
        changed: Callable[[], object],
    ) -> None:
        close = Choice(CANCEL, tr("Close"), tr("Go back"), Role.RejectRole)
        super().__init__(parent, tr("Keyboard shortcuts"), (close,))
        self._actions = rows
        self._preferences = preferences
        self._changed = changed
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search by name or by keys"))
        self.field.setAccessibleName(tr("Search by name or by keys"))
        self.field.setClearButtonEnabled(True)
        self.reset_all = QPushButton(tr("Reset all"))
        self.reset_all.setToolTip(tr("Every action gets the keys back that it came with"))
        self.reset_all.setAutoDefault(False)
        self.rows = {row.key: KeyRow(row) for row in rows}
        self._groups: list[tuple[QLabel, list[KeyRow]]] = []
        self._nothing = QLabel(tr("No action is called so, and none has these keys."))
        self.note = Note()
        self._build()
        for row in self.rows.values():
            row.button.chosen.connect(self._chooser(row))
            row.reset.clicked.connect(self._resetter(row))
        self.field.textChanged.connect(self._search)
        self.reset_all.clicked.connect(self._reset_all)
        self.resize(fitting(SIZE, self))
        self._show()
        self.field.setFocus()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self.reset_all)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(2)
        titles = menu_titles()
        for menu, found in groupby(_by_menu(self._actions), key=lambda row: row.menu):
            heading = QLabel(plain(titles[menu]))
            heading.setStyleSheet("font-size: 13px; font-weight: 600; padding: 12px 0 4px 0;")
            heading.setIndent(0)
            column.addWidget(heading)
            rows = [self.rows[action.key] for action in found]
            for row in rows:
                column.addWidget(row)
            self._groups.append((heading, rows))
        column.addWidget(self._nothing)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        area.setWidget(body)
        self.content.addLayout(top)
        self.content.addWidget(area, 1)
        self.content.addWidget(self.note)

    def _show(self) -> None:
        for row in self.rows.values():
            row.show_keys(self._preferences)
        self.reset_all.setEnabled(bool(self._preferences.shortcuts))
        self._search(self.field.text())

    def _search(self, text: str) -> None:
        typed = text.strip()
        for heading, rows in self._groups:
            for row in rows:
                row.setVisible(row.matches(typed, heading.text(), self._preferences))
            heading.setVisible(any(not row.isHidden() for row in rows))
        self._nothing.setVisible(all(heading.isHidden() for heading, _ in self._groups))

    def _chooser(self, row: "KeyRow") -> Callable[[str], None]:
        return lambda keys: self._choose(row, keys)

    def _resetter(self, row: "KeyRow") -> Callable[[], None]:
        return lambda: self._reset(row)

    def _choose(self, row: "KeyRow", keys: str) -> None:
        self.note.hide()
        if not keys:
            self._give(row, ())
            return
        reason = objection(keys, self._actions)
        loser = owner(keys, row.action, self._actions, self._preferences)
        if reason:
            self.note.say(reason)
        elif loser is None:
            self._give(row, (keys,))
        else:
            self.note.ask(self._loss(keys, loser), lambda: self._give(row, (keys,)))

    def _loss(self, keys: str, loser: Action) -> str:
        left = [one for one in keys_of(loser, self._preferences) if one != keys]
        left += loser.canvas_keys
        shown, what = in_words([keys]), plain(loser.title)
        if left:
            rest = in_words(left)
            return tr("{keys} is “{what}”, which keeps {rest}.", keys=shown, what=what, rest=rest)
        return tr("{keys} is “{what}”, which would have no keys.", keys=shown, what=what)

    def _give(self, row: "KeyRow", keys: tuple[str, ...]) -> None:
        set_keys(row.action, keys, self._actions, self._preferences)
        self._tell()

    def _reset(self, row: "KeyRow") -> None:
        keys = row.action.keys
        losers = [owner(one, row.action, self._actions, self._preferences) for one in keys]
        lost = [(one, loser) for one, loser in zip(keys, losers, strict=True) if loser is not None]

        def give_back() -> None:
            reset(row.action, self._actions, self._preferences)
            self._tell()

        self.note.hide()
        if lost:
            self.note.ask(self._loss(*lost[0]), give_back)
        else:
            give_back()

    def _reset_all(self) -> None:
        self.note.hide()
        self._preferences.shortcuts.clear()
        self._tell()

    def _tell(self) -> None:
        self._changed()
        self._show()


class KeyRow(QWidget):
    """An action, its keys, and a way back to those that it came with."""

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action = action
        self.button = KeyButton(plain(action.title))
        self.reset = QToolButton()
        self.reset.setIcon(icon("rotate-ccw", "ink2"))
        self.reset.setToolTip(tr("Back to {keys}", keys=in_words(action.keys) or tr("no keys")))
        self.reset.setAccessibleName(tr("Reset {what}", what=plain(action.title)))
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(QLabel(plain(action.title)), 1)
        if action.canvas_keys:
            row.addWidget(_fixed(in_words(action.canvas_keys)))
        row.addWidget(self.button)
        row.addWidget(self.reset)

    def show_keys(self, preferences: Preferences) -> None:
        """What the preferences say."""
        self.button.show_keys(in_words(keys_of(self.action, preferences)))
        self.reset.setVisible(self.action.key in preferences.shortcuts)

    def matches(self, typed: str, menu: str, preferences: Preferences) -> bool:
        """True for a part of its name or menu, and for a part of its keys."""
        keys = shown_keys(self.action, preferences).casefold()
        return (
            not typed
            or typed.casefold().replace(" ", "") in keys.replace(" ", "")
            or distance(typed, f"{plain(self.action.title)} {menu}") is not None
        )


class Note(QFrame):
    """One sentence below the list; when it is a question, with the two answers."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.take = QPushButton(tr("Take them"))
        self.leave = QPushButton(tr("Leave them"))
        self._do: Callable[[], object] = lambda: None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        for button in (self.take, self.leave):
            button.setAutoDefault(True)
            row.addWidget(button)
        self.take.clicked.connect(self._taken)
        self.leave.clicked.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Why the keys cannot be had."""
        self._open(text, question=False)

    def ask(self, text: str, do: Callable[[], object]) -> None:
        """Who would lose the keys; `do` gives them away."""
        self._do = do
        self._open(text, question=True)
        self.take.setFocus()

    def _open(self, text: str, question: bool) -> None:
        colors = theme.current()
        ground, edge = (
            (colors.accent_soft, colors.accent) if question else (colors.error_soft, colors.error)
        )
        self.setStyleSheet(
            f"#note {{ background: {ground.name()}; border: 1px solid {edge.name()};"
            f" border-radius: 6px; }} QLabel {{ color: {colors.ink1.name()}; }}"
        )
        self.sentence.setText(text)
        self.take.setVisible(question)
        self.leave.setVisible(question)
        self.show()

    def _taken(self) -> None:
        self.hide()
        self._do()


def _by_menu(rows: Sequence[Action]) -> list[Action]:
    """The actions, those of a menu together."""
    order = list(menu_titles())
    return sorted(rows, key=lambda row: order.index(row.menu))


def _fixed(keys: str) -> QLabel:
    """Keys that belong to the canvas and stay."""
    label = QLabel(keys)
    label.setToolTip(tr("On the canvas, besides; these stay."))
    label.setStyleSheet(f"color: {theme.current().ink3.name()}; font-size: 11px;")
    return label
