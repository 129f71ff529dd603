"""Why: the rows of the action table become menus and keys that follow the document in front."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from designer.text import tr
from designer.ui import files, theme
from designer.ui.actions import Action, menu_titles, table
from designer.ui.bookmarks import NUMBERS
from designer.ui.canvas.manual import gestures
from designer.ui.icons import icon
from designer.ui.preferences import Preferences
from designer.ui.shortcuts import keys_of, shown_keys
from designer.ui.state import State

if TYPE_CHECKING:
    from designer.ui.window import Window

LETTER = re.compile(r"\(&\w\)")  # as Chinese and Japanese menus have them: "新建(&N)"
NESTED = {
    **dict.fromkeys(("blocks", "select", "align"), "edit"),
    **dict.fromkeys(("tidy", "bookmarks", "heat", "wheel", "theme", "motion", "language"), "view"),
}
"""Menus in menus, so that none is taller than a small screen."""
END_GROUPS = ("blocks", "select", "bookmarks", "language")  # a line stands below these
Row = tuple[str, str, str]  # menu, title, keys


class Menus(QObject):
    """The actions of a window, as Qt's, and the menu bar that has them."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._rows = {row.key: row for row in table()}
        self.actions = {key: self._make(row) for key, row in self._rows.items() if key != "recent"}
        self.bar = QMenuBar()
        self.bar.setAccessibleName(tr("Menus"))
        self._recent = self._fill_bar()
        self._recent.aboutToShow.connect(self._fill_recent)
        theme.notifier.changed.connect(self._set_icons)
        self._set_icons()

    def close(self) -> None:
        """Take the actions off the window, so that their keys are free for others."""
        theme.notifier.changed.disconnect(self._set_icons)
        for action in self.actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self.deleteLater()

    def refresh(self, state: State) -> None:
        """Enable, check and name the actions for what is in front."""
        for key, action in self.actions.items():
            row = self._rows[key]
            action.setEnabled(row.when(state))
            if row.checked is not None:
                action.setChecked(row.checked(self._window.preferences))
            if row.checked_by is not None:
                action.setChecked(row.checked_by(state))
            if row.titled is not None:
                action.setText(self._with_canvas_keys(row, row.titled(state)))

    def refresh_keys(self) -> None:
        """Give every action the keys that the preferences say."""
        for key, action in self.actions.items():
            self._set_keys(action, self._rows[key])

    def _set_keys(self, action: QAction, row: Action) -> None:
        preferences = self._window.preferences
        action.setShortcuts([QKeySequence(keys) for keys in keys_of(row, preferences)])
        action.setText(self._with_canvas_keys(row, action.text().partition("\t")[0]))
        keys = shown_keys(row, preferences)
        action.setToolTip(f"{action.statusTip()} ({keys})" if keys else action.statusTip())

    def _with_canvas_keys(self, row: Action, title: str) -> str:
        # Behind a tab stands what a menu shows as keys without making them a shortcut.
        if keys_of(row, self._window.preferences) or not row.canvas_keys:
            return title
        return f"{title}\t{QKeySequence(row.canvas_keys[0]).toString()}"

    def _make(self, row: Action) -> QAction:
        action = QAction(row.title, self._window)
        action.setObjectName(row.key)
        action.setMenuRole(row.role)
        action.setCheckable(row.checked is not None or row.checked_by is not None)
        action.setStatusTip(row.tip or plain(row.title))
        self._set_keys(action, row)
        action.triggered.connect(self._call(row.do))
        self._window.addAction(action)  # keys work also where the system shows no menu bar
        return action

    def _call(self, do: Callable[["Window"], object]) -> Callable[[], None]:
        def call() -> None:
            do(self._window)
            self._window.refresh()

        return call

    def _fill_bar(self) -> QMenu:
        titles = menu_titles()
        recent = QMenu(titles["recent"], self.bar)
        menus = {key: QMenu(titles[key], self.bar) for key in titles if key != "recent"}
        for key, menu in menus.items():
            if key not in NESTED:
                self.bar.addMenu(menu)
        for key, row in self._rows.items():
            if row.menu in NESTED and menus[row.menu].isEmpty():
                menus[NESTED[row.menu]].addMenu(menus[row.menu])
                if row.menu in END_GROUPS:
                    menus[NESTED[row.menu]].addSeparator()
            if key == "recent":
                menus[row.menu].addMenu(recent)
            else:
                menus[row.menu].addAction(self.actions[key])
            if row.ends_group:
                menus[row.menu].addSeparator()
        return recent

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._window.recent_files():
            action = self._recent.addAction(_short(path))
            action.setToolTip(str(path))
            action.triggered.connect(self._open(path))
        if self._recent.isEmpty():
            self._recent.addAction(tr("No files yet")).setEnabled(False)

    def _open(self, path: Path) -> Callable[[], object]:
        return lambda: files.open_path(self._window, path)

    def _set_icons(self) -> None:
        for key, row in self._rows.items():
            if row.icon and key in self.actions:
                self.actions[key].setIcon(icon(row.icon))
                self.actions[key].setIconVisibleInMenu(False)


def shortcut_rows(preferences: Preferences) -> list[Row]:
    """For the sheet of shortcuts: every action that has keys, and what hands do on the canvas."""
    titles = menu_titles()
    actions = table()
    rows = [
        (plain(titles[row.menu]), plain(row.title), shown_keys(row, preferences))
        for row in actions
        if row.menu != "bookmarks"
    ]
    return (
        [row for row in rows if row[2]]
        + _of_views(actions, preferences)
        + gestures(preferences.wheel)
    )


def _of_views(actions: Iterable[Action], preferences: Preferences) -> list[Row]:
    """Nine keys that do the same with nine views, as one row: the first and the last."""
    keys = {row.key: shown_keys(row, preferences) for row in actions if row.menu == "bookmarks"}
    first, last = NUMBERS[0], NUMBERS[-1]
    what = {"go_view": tr("Go to a kept view"), "keep_view": tr("Keep this view")}
    title = plain(menu_titles()["bookmarks"])
    return [
        (title, text, f"{keys[f'{key}_{first}']} … {keys[f'{key}_{last}']}")
        for key, text in what.items()
        if keys[f"{key}_{first}"] and keys[f"{key}_{last}"]
    ]


def plain(title: str) -> str:
    """A title without the mark of its menu letter and without dots."""
    return LETTER.sub("", title).replace("&", "").rstrip("…")


def _short(path: Path) -> str:
    return f"{path.stem}  –  {path.parent}".replace("&", "&&")
