"""Why: who made this, under which terms, and which versions a bug report should name."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

import designer
from designer.text import tr
from designer.ui.dialogs.sheet import CANCEL, Choice, Role, Sheet, line
from designer.ui.resources import resource

LOGO = 56


def about(parent: QWidget | None) -> None:
    """Name, version, license, and the libraries that it stands on."""
    choices = (
        Choice("copy", tr("Copy versions"), tr("For a bug report"), Role.ActionRole),
        Choice(CANCEL, tr("Close"), tr("Go back"), Role.RejectRole, primary=True),
    )
    sheet = Sheet(parent, tr("About Designer"), choices)
    logo = QLabel()
    logo.setPixmap(QIcon(str(resource("icons/app.svg"))).pixmap(QSize(LOGO, LOGO)))
    words = QVBoxLayout()
    words.setSpacing(8)
    name = tr("Designer {version}", version=designer.__version__)
    words.addWidget(line(name, 15, bold=True))
    words.addWidget(
        line(tr("Draw a neural network, watch it learn, and take clean PyTorch code away."), 12)
    )
    words.addWidget(line(versions(), 11, quiet=True))
    words.addWidget(
        line(
            tr("Free software under the Apache License 2.0. Icons: Lucide, ISC License."),
            11,
            quiet=True,
        )
    )
    row = QHBoxLayout()
    row.setSpacing(20)
    row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    sheet.content.addLayout(row)
    if sheet.ask() == "copy":
        QGuiApplication.clipboard().setText(f"{name}, {versions()}")


def versions() -> str:
    """What this runs on, in one line; libraries are asked, not imported."""
    parts = [f"Python {platform.python_version()}", f"Qt {qVersion()}"]
    for title, package in (("PyTorch", "torch"), ("NumPy", "numpy")):
        try:
            parts.append(f"{title} {version(package)}")
        except PackageNotFoundError:
            continue  # a packaged app may leave out what tells versions
    return ", ".join([*parts, platform.platform(terse=True)])
