"""Why: files are chosen in the system's own dialogs, and nothing is overwritten unasked."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from designer.store import SUFFIX
from designer.text import tr
from designer.ui.dialogs.sheet import CANCEL, Choice, Role, Sheet

PICTURES = (".svg", ".pdf", ".png")


@dataclass
class Options:
    """`native` is False where the dialogs must be Qt's own, as in tests, which press keys."""

    native: bool = True


options = Options()


def choose_open(parent: QWidget | None, folder: Path) -> Path | None:
    """The project to open, or the network of another program; None when nobody chose one."""
    from designer.port import READERS

    dialog = _dialog(parent, tr("Open a project"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    patterns = " ".join(f"*{suffix}" for suffix in (SUFFIX, *READERS))
    dialog.setNameFilters(
        [
            tr("Projects and networks ({patterns})", patterns=patterns),
            tr("Designer projects (*.nnd)"),
            *(f"{reader.title} (*{suffix})" for suffix, reader in READERS.items()),
            tr("All files (*)"),
        ]
    )
    return _ask(dialog)


def choose_run(parent: QWidget | None, folder: Path) -> Path | None:
    """The folder of a run, maybe one that another machine writes; None when nobody chose one."""
    dialog = _dialog(parent, tr("Choose the folder of a run"), folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return _ask(dialog)


def choose_save(parent: QWidget | None, suggested: Path) -> Path | None:
    """Where to save a project, None when nobody chose. The name gets its .nnd."""
    filters = tr("Designer projects (*.nnd)")
    return choose_target(parent, tr("Save the project"), suggested, SUFFIX, filters)


def choose_keys(parent: QWidget | None, folder: Path) -> Path | None:
    """Where to save the sheet of keys, None when nobody chose."""
    suggested = folder / f"{tr('Designer keys')}.pdf"
    return choose_target(parent, tr("Save the keys"), suggested, ".pdf", "PDF (*.pdf)")


def choose_picture(parent: QWidget | None, suggested: Path) -> Path | None:
    """Where to save a picture; the kind that is chosen, or the name, says in which format."""
    dialog = _dialog(parent, tr("Save picture"), suggested.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([f"{suffix[1:].upper()} (*{suffix})" for suffix in PICTURES])
    dialog.setDefaultSuffix(PICTURES[0][1:])
    dialog.filterSelected.connect(
        lambda name: dialog.setDefaultSuffix(name.partition(" ")[0].lower())
    )
    dialog.selectFile(suggested.stem)
    chosen = _ask(dialog)
    if chosen is None or chosen.suffix.lower() in PICTURES:
        return chosen
    path = chosen.with_name(chosen.name + PICTURES[0])
    return path if not path.exists() or _may_replace(parent, path) else None


def choose_target(
    parent: QWidget | None, title: str, suggested: Path, suffix: str, filters: str
) -> Path | None:
    """Where to write a file that ends in `suffix`. Asks before a file is replaced."""
    dialog = _dialog(parent, title, suggested.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(filters)
    dialog.setDefaultSuffix(suffix.lstrip("."))
    dialog.selectFile(suggested.name)
    chosen = _ask(dialog)
    if chosen is None or chosen.suffix.lower() == suffix:
        return chosen  # the dialog itself has asked before replacing that one
    path = chosen.with_name(chosen.name + suffix)
    return path if not path.exists() or _may_replace(parent, path) else None


def _may_replace(parent: QWidget | None, path: Path) -> bool:
    choices = (
        Choice("replace", tr("Replace"), tr("Overwrite the file"), Role.DestructiveRole),
        Choice(CANCEL, tr("Cancel"), tr("Leave the file as it is"), Role.RejectRole, primary=True),
    )
    sheet = Sheet(parent, tr("File exists"), choices)
    sheet.say(
        "warning",
        "validation",
        tr("Replace “{name}”?", name=path.name),
        tr("There is a file of that name in {folder}. Replacing loses it.", folder=path.parent),
    )
    return sheet.ask() == "replace"


def _dialog(parent: QWidget | None, title: str, folder: Path) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not options.native)
    dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
    return dialog


def _ask(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec()
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if accepted and chosen else None
