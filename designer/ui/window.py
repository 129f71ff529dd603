"""Why: puts the parts into one window and keeps them on the document in front; no more."""

from functools import partial
from pathlib import Path as FilePath

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from designer.layers import Layer
from designer.layers.blocks import addable
from designer.store import FileError
from designer.text import tr
from designer.ui import closing, comparisons, files, importing, looks, tabmenu
from designer.ui.document import Document
from designer.ui.dropping import Dropping
from designer.ui.filenames import readable
from designer.ui.levels import Path
from designer.ui.menus import Menus
from designer.ui.palette import Palette
from designer.ui.preferences import Keep, Preferences, keep_nothing
from designer.ui.screens import fitting
from designer.ui.splitting import divide
from designer.ui.start import StartPage
from designer.ui.state import state_in
from designer.ui.statusline import StatusLine, summary
from designer.ui.topbar import TopBar
from designer.ui.workspace import Workspace

SIZE = QSize(1440, 900)
LEAST = QSize(900, 560)
PALETTE = 232  # px


class Window(QMainWindow):
    """The main window: top bar, palette, start page and workspaces, status line."""

    tour_requested = Signal()

    def __init__(self, preferences: Preferences, keep: Keep = keep_nothing) -> None:
        super().__init__()
        self.preferences = preferences
        self._keep = keep
        self._may_close = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self.dropping = Dropping(self)
        self.setMinimumSize(fitting(LEAST, self))
        self.resize(SIZE)
        if preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(preferences.geometry.encode()))
        self.put_together()
        self.refresh()

    # Documents

    @property
    def workspace(self) -> Workspace | None:
        """The document in front, with its views; None while the start page is."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Workspace) else None

    def workspaces(self) -> list[Workspace]:
        """Every open document, as the tabs stand."""
        return [page for page in self.top.tabs.pages() if isinstance(page, Workspace)]

    def documents(self) -> list[Document]:
        """The documents of all tabs."""
        return [workspace.document for workspace in self.workspaces()]

    def add_document(self, document: Document) -> Workspace:
        """Give a document a tab and show it."""
        bridge = document.bridge
        own = (bridge.committed, bridge.checked, bridge.selected, bridge.saved)
        for signal in (*own, bridge.graph_opened, bridge.library_changed):
            signal.connect(self.refresh_soon)
        bridge.run_state.connect(self.refresh_soon)
        bridge.tab_wanted.connect(partial(show_beside, self, document))
        bridge.compare_wanted.connect(partial(comparisons.show_runs, self, document))
        workspace = self.show_again(document)
        self.show_workspace(workspace)
        if self.top.tabs.index_of(self.start_page) >= 0:  # it has done its work
            self.top.tabs.remove_page(self.start_page)
        return workspace

    def show_again(self, document: Document) -> Workspace:
        """Give a document that we listen to already views and a tab, at the end of the row."""
        workspace = Workspace(document)
        workspace.arrange(self.preferences)
        document.bridge.message.connect(self.status.say)
        workspace.hand_changed.connect(self.refresh_soon)
        workspace.canvas.asked.connect(lambda key: self.menus.actions[key].trigger())
        workspace.heat_chosen.connect(lambda measure: looks.heat(measure)(self))
        self.stack.addWidget(workspace)
        self.top.tabs.add_page(workspace, document.tab_title)
        return workspace

    def show_workspace(self, workspace: Workspace) -> None:
        """Bring a document to the front."""
        self.top.tabs.show_page(workspace)

    def remove_workspace(self, workspace: Workspace) -> None:
        """Close a document without asking."""
        if self.top.tabs.index_of(workspace) < 0:
            return
        if len(closing.tabs_of(self, workspace)) == 1:
            comparisons.close_of(self, workspace.document.work)
        workspace.remember(self.preferences)
        self.top.tabs.remove_page(workspace)
        self.stack.removeWidget(workspace)
        workspace.close_lens()
        workspace.document.close()
        workspace.deleteLater()
        # What is connected to them would keep it all alive.
        workspace.document.bridge.deleteLater()
        if not workspace.document.work.views:
            workspace.document.work.bridge.deleteLater()
        if not self.top.tabs.count():
            self._show_page(self.start_page)
        self.keep()

    def show_start(self) -> None:
        """The start page, in a tab of its own beside the documents."""
        if self.top.tabs.count() and self.top.tabs.index_of(self.start_page) < 0:
            self.top.tabs.add_page(self.start_page, tr("Start"))
        if self.top.tabs.count():
            self.top.tabs.show_page(self.start_page)

    def recent_files(self) -> list[FilePath]:
        """Files opened or saved lately, the latest first."""
        return [FilePath(name) for name in self.preferences.recent]

    # What is shown

    def refresh_soon(self, _: object = None) -> None:
        """Bring menus, tabs and titles up to date when the present event has been handled."""
        self._soon.start()

    def refresh(self) -> None:
        """Bring menus, tabs and titles up to date."""
        document = self.workspace.hand.document if self.workspace is not None else None
        state = state_in(self)
        self.menus.refresh(state)
        for workspace in self.workspaces():
            own = workspace.document
            tip = readable(str(own.path)) if own.path is not None else tr("Not saved yet")
            self.top.tabs.name_page(workspace, "• " * own.is_modified + own.tab_title, tip)
        comparisons.name_tabs(self)
        self.top.show_state(state)
        self.palette_panel.setVisible(state.open and self.preferences.shows("palette"))
        self.palette_panel.show_blocks(_blocks(document) if document is not None else ())
        self.status.show_at_rest(summary(document) if document is not None else "")
        self.setWindowTitle(f"{document.title}[*] — Designer" if document else "Designer")
        self.setWindowModified(state.modified)

    def show_panels(self) -> None:
        """Show and hide panels as the preferences say."""
        for workspace in self.workspaces():
            workspace.show_panels(self.preferences)
        self.refresh()

    def show_panel(self, panel: str) -> None:
        """Make sure that a panel is to be seen."""
        if not self.preferences.shows(panel):
            self.preferences.show_panel(panel, True)
            self.show_panels()

    def keep(self) -> None:
        """Write the preferences down."""
        try:
            self._keep(self.preferences)
        except FileError as error:
            self.status.say(str(error))

    # Events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what has to be asked; runs end while the window stays alive."""
        if not self._may_close and not closing.may_leave(self):
            event.ignore()
            return
        self._may_close = True
        importing.stop(self)
        self.remember()
        for workspace in self.workspaces():
            self.remove_workspace(workspace)
        self._soon.stop()
        self.status.stop()
        super().closeEvent(event)

    def close_at_once(self) -> None:
        """Close without a question, ending the runs."""
        self._may_close = True
        self.close()

    # Building

    def put_together(self) -> None:
        """Make everything that has words. Documents get their views with `show_again`."""
        self.menus = Menus(self)
        self.top = TopBar(self.menus.bar, self.menus.actions)
        self.palette_panel = Palette()
        self.start_page = StartPage(self.recent_files())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start_page)
        self.status = StatusLine()
        self._split = QSplitter()
        self._build()
        self._connect()

    def take_apart(self) -> QWidget:
        """Let go of all of that; returns what it stands in, which is for the caller to delete."""
        self.status.stop()
        self.menus.close()
        body = self.takeCentralWidget()
        assert body is not None
        return body

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        divide(self._split, self.palette_panel, self.stack, roomy=1)
        self.palette_panel.setMinimumWidth(168)
        column.addWidget(self.top)
        column.addWidget(self._split, 1)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        palette = self.preferences.sizes.get("palette", PALETTE)
        self._split.setSizes([palette, max(1, self.width() - palette)])

    def _connect(self) -> None:
        tabs, start = self.top.tabs, self.start_page
        tabs.chosen.connect(self._show_page)
        tabs.close_requested.connect(lambda page: closing.close_page(self, page))
        tabmenu.offer_menu(self)
        self.top.home.clicked.connect(self.show_start)
        self.palette_panel.chosen.connect(lambda kind: add_layer(self, kind))
        start.new_requested.connect(lambda: files.new(self))
        start.open_requested.connect(lambda: files.ask_and_open(self))
        start.file_requested.connect(lambda name: files.open_path(self, FilePath(name)))
        start.template_requested.connect(lambda name: files.from_template(self, name))
        start.tour_requested.connect(self.tour_requested)
        start.forget_requested.connect(lambda name: files.forget(self, FilePath(name)))

    def _show_page(self, page: QWidget) -> None:
        before = self.workspace
        if before is not None:
            before.remember(self.preferences)
        if page is self.start_page:
            self.start_page.show_recent(self.recent_files())
        self.stack.setCurrentWidget(page)
        page.setFocus()
        self.refresh()

    def remember(self) -> None:
        """Write down sizes, tabs and place, for the next start."""
        if not self.isVisible():
            return  # closed already
        if self.workspace is not None:
            self.workspace.remember(self.preferences)
        if self._split.sizes()[0]:
            self.preferences.sizes["palette"] = self._split.sizes()[0]
        self.preferences.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.keep()


def _blocks(document: Document) -> tuple[Layer, ...]:
    """What the palette offers besides the catalogue: the project's blocks, then the person's."""
    return (*addable(document.project, document.graph), *document.own_blocks())


def show_beside(window: Window, document: Document, path: Path) -> None:
    """Show a block in a tab of its own, beside others of the same project."""
    for workspace in window.workspaces():
        there = workspace.document
        if there.work is document.work and there.path_in == path:
            window.show_workspace(workspace)
            return
    window.add_document(document.beside(path))


def add_layer(window: Window, kind: str) -> None:
    """Add a layer that was chosen in the palette, and go on in the drawing."""
    if window.workspace is not None:
        window.workspace.hand.add_layer(kind)
        window.workspace.hand.setFocus()
