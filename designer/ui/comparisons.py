"""Why: a drawing is compared with an open one, a file, or what a run was made from."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from designer import runs, store
from designer.model import Project
from designer.runs import PastRun, RunError
from designer.runs.drawings import drawing_of, read
from designer.store import FileError
from designer.text import tr
from designer.ui.comparing import ComparisonPage, Other
from designer.ui.document import Document
from designer.ui.finder.fuzzy import distance
from designer.ui.finder.popup import Finder, Found
from designer.ui.importing import heading_of, is_foreign
from designer.ui.runs.rows import note_of, parts_of, title_of, titles_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from designer.port import Imported
    from designer.ui.window import Window
    from designer.ui.work import Work

MOST_RUNS = 20
FILE, FOLDER = "file", "folder"
Row = tuple[Found, Callable[[], Other | None]]


def front(window: "Window") -> ComparisonPage | None:
    """The comparison in front."""
    page = window.stack.currentWidget()
    return page if isinstance(page, ComparisonPage) else None


def pages(window: "Window") -> list[ComparisonPage]:
    """Every comparison that is open."""
    return [page for page in window.top.tabs.pages() if isinstance(page, ComparisonPage)]


def ask(window: "Window") -> None:
    """Choose what the drawing in front is compared with."""
    if window.workspace is None:
        return
    document = window.workspace.document
    choices = rows(window, document)

    def find(text: str) -> list[Found]:
        far = [(distance(text, f"{row.title} {row.note}"), row) for row, _ in choices.values()]
        near = [(number, row) for number, row in far if number is not None]
        return [row for _, row in (sorted(near, key=lambda pair: pair[0]) if text else near)]

    def choose(key: str) -> None:
        other = choices[key][1]()
        if other is not None:
            show(window, document, other)

    nothing = tr("No open project, file or run is called so.")
    Finder(window, tr("Compare this drawing with"), find, nothing).open(choose)


def rows(window: "Window", document: Document) -> dict[str, Row]:
    """What a drawing can be compared with: as it was saved, open ones, runs, files."""
    found: list[Row] = []
    own = document.path
    if own is not None and document.is_modified:
        row = Found("saved", tr("As it was saved"), own.name, icon="save")
        found.append((row, lambda: of_file(window, own, own=True)))
    seen = {document.work}
    for number, other in enumerate(window.documents()):
        if other.work not in seen:
            seen.add(other.work)
            row = Found(f"open-{number}", other.title, tr("in a tab"), icon="layout")
            found.append((row, partial(of_document, other)))
    file = Found(FILE, tr("A file…"), icon="open")
    found.append((file, lambda: _ask_for_file(window, document)))
    folder = Found(FOLDER, tr("The folder of a run…"), icon="folder")
    found.append((folder, lambda: _ask_for_run(window)))
    for run in runs.list_runs(document.runs_root())[:MOST_RUNS]:
        status, epochs, loss = parts_of(run)
        note = " · ".join((status, epochs))
        row = Found(f"run-{run.name}", title_of(run), note, loss, icon="runs")
        found.append((row, partial(of_run, window, run.dir)))
    opened = {other.path for other in window.documents()}
    for path in window.recent_files():
        if path not in opened and path.is_file():
            row = Found(f"recent-{path}", path.stem, str(path.parent), icon="file")
            found.append((row, partial(of_file, window, path)))
    return {row.key: (row, make) for row, make in found}


def of_document(document: Document) -> Other:
    """Another drawing that is open, as it is now."""
    title = document.title
    return Other(lambda: (title, tr("as it is now")), document.project.copy(), document.path)


def of_file(window: "Window", path: Path, own: bool = False) -> Other | None:
    """The drawing of a file, maybe one's `own`; None, after saying why, when it cannot be read."""

    def words() -> tuple[str, str]:
        return (tr("As it was saved"), path.name) if own else (path.stem, str(path))

    try:
        return Other(words, store.load(path), path)
    except FileError as error:
        _refused(window, path, error)
        return None


def of_run(window: "Window", folder: Path) -> Other | None:
    """The drawing that a run was made from; None, after saying why, when it cannot be read."""
    return next(iter(of_runs(window, [folder])), None)


def of_runs(window: "Window", folders: Sequence[Path]) -> list[Other]:
    """The drawings that runs were made from, the earliest first; none unless all can be read."""
    found: list[tuple[PastRun, Project]] = []
    for folder in folders:
        try:
            found.append((runs.read_run(folder), drawing_of(folder)))
        except (RunError, OSError) as error:
            _refused(window, folder, error)
            return []
    found.sort(key=lambda pair: (pair[0].started, pair[0].name))
    told = [run for run, _ in found]

    def words(place: int) -> tuple[str, str]:
        return titles_of(told)[place], note_of(told[place])

    return [
        Other(partial(words, place), drawing, run=run.dir)
        for place, (run, drawing) in enumerate(found)
    ]


def _ask_for_file(window: "Window", document: Document) -> Other | None:
    from designer.ui import dialogs, files

    path = dialogs.choose_open(window, files.folder_of(window))
    if path is None or not is_foreign(path):
        return of_file(window, path) if path is not None else None
    _show_foreign(window, document, path)
    return None


def _show_foreign(window: "Window", document: Document, path: Path) -> None:
    """Read the network of another program in the background, and compare with it then."""

    def work() -> "Imported | ValueError":
        try:
            return read(path)
        except ValueError as error:  # ours are sentences
            return error

    def words() -> tuple[str, str]:
        return path.name, str(path)  # its suffix tells it from the project of the same name

    def done(found: "Imported | ValueError") -> None:
        if isinstance(found, ValueError):
            _refused(window, path, found)
            return
        other = Other(words, found.project, remarks=found.remarks, unsaid=found.unsaid)
        show(window, document, other)
        if found.remarks:
            window.status.say(heading_of(path.name, found.remarks))

    window.status.say(tr("Reading {file}…", file=path.name))
    document.bridge.in_background(work, done)


def _ask_for_run(window: "Window") -> Other | None:
    from designer.ui import dialogs, files

    folder = dialogs.choose_run(window, files.folder_of(window))
    return of_run(window, folder) if folder is not None else None


def _refused(window: "Window", path: Path, error: Exception) -> None:
    from designer.ui import dialogs

    dialogs.show_error(window, tr("{file} was not opened", file=path.name), str(error))


# Pages


def show(
    window: "Window", document: Document, other: Other, later: Other | None = None
) -> ComparisonPage:
    """Open a comparison in a tab of its own: with the drawing of now, or with a `later` one."""
    page = ComparisonPage(document, other, later)
    page.closed.connect(partial(close, window, page))
    for side in (page.now, page.then):
        side.bridge.message.connect(window.status.say)
    for sheet in (page.before.sheet, page.after.sheet):
        sheet.wheel_zooms = window.preferences.wheel == "zoom"
    for half, about in zip(page.sides, (other, later), strict=True):
        if about is not None and about.remarks:
            half.offer_remarks(len(about.remarks))
            half.remarks_wanted.connect(partial(_tell_remarks, window, about))
    window.stack.addWidget(page)
    window.top.tabs.add_page(page, page.title)
    window.top.tabs.show_page(page)
    return page


def _tell_remarks(window: "Window", about: Other) -> None:
    from designer.ui import dialogs

    dialogs.show_remarks(window, heading_of(about.title, about.remarks), about.remarks)


def name_tabs(window: "Window") -> None:
    """Say on the tabs what is compared; a project may have been saved under another name."""
    for page in pages(window):
        page.after.title.setText(page.name)
        window.top.tabs.name_page(page, page.title, page.tip)


def show_runs(window: "Window", document: Document, folders: Sequence[Path]) -> None:
    """Compare the drawing that a run was made from with the one of now; or those of two runs."""
    others = of_runs(window, folders)
    if others:
        show(window, document, *others)


def close(window: "Window", page: ComparisonPage) -> None:
    """Close a comparison and go back to the drawing that it is about."""
    in_front = front(window) is page
    _take_away(window, page)
    if in_front:
        there = [w for w in window.workspaces() if w.document is page.source]
        for workspace in there[:1]:
            window.show_workspace(workspace)


def close_of(window: "Window", work: "Work") -> None:
    """Close the comparisons of a project that is being closed."""
    for page in pages(window):
        if page.source.work is work:
            _take_away(window, page)


def take_all(window: "Window") -> list[tuple[Document, Other, Other | None]]:
    """Close all, and say what they were, so that they can be opened again in other words."""
    found = pages(window)
    for page in found:
        _take_away(window, page)
    return [(page.source, page.other, page.later) for page in found]


def _take_away(window: "Window", page: ComparisonPage) -> None:
    window.top.tabs.remove_page(page)
    window.stack.removeWidget(page)
    page.let_go()


def document_in_front(window: "Window") -> Document | None:
    """What undo acts on: the document that is edited, or the one that is compared."""
    page = front(window)
    if page is not None:
        return page.now
    return window.workspace.hand.document if window.workspace is not None else None


def take(window: "Window") -> None:
    """Take the chosen difference over into the drawing of now."""
    page = front(window)
    if page is not None:
        page.take()


def step(by: int) -> Callable[["Window"], None]:
    """Go to the next difference, or to the previous one."""

    def do(window: "Window") -> None:
        page = front(window)
        if page is not None:
            page.step(by)

    return do


def close_page(window: "Window", page: "QWidget") -> bool:
    """Close a page if it is a comparison; False when it is something else."""
    if isinstance(page, ComparisonPage):
        close(window, page)
        return True
    return False
