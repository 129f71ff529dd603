"""Why: a layer of one's own is written where it is used, and code of others is seen before it runs.

Who changes code that is allowed has it before their eyes: what they apply is allowed too. Code
that came with a file waits for the button, which is there only while all of it is in view.
"""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from designer import edit
from designer.check import Problem
from designer.compile import allow, is_allowed
from designer.layers.code_reading import class_in, read_code
from designer.layers.custom import BROKEN, CODE
from designer.model import CodeChanged, Commit
from designer.store import FileError
from designer.text import tr
from designer.ui import theme
from designer.ui.code.field import CodeField
from designer.ui.dialogs.sheet import BUTTON_HEIGHT, MARGINS
from designer.ui.document import Document
from designer.ui.values import unbroken

PAUSE_MS = 150
SIZE = (680, 520)


class CodeEditor(QDialog):
    """The code of custom layers of one name, beside the drawing: nothing waits for it."""

    def __init__(self, document: Document, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.name = name
        self.field = CodeField()
        self._heading = QLabel()
        self._hint = QLabel()
        self._state = QLabel()
        self.allow_button = QPushButton(tr("Allow this code"))
        self.apply_button = QPushButton(tr("Apply"))
        self.close_button = QPushButton(tr("Close"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._look)
        self._build()
        self._read()
        document.bridge.committed.connect(self._committed)
        document.bridge.checked.connect(self._look)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    @property
    def present(self) -> str:
        """The code as the project has it."""
        return self._document.project.codes.get(self.name, "")

    @property
    def is_modified(self) -> bool:
        """True when something was typed that is not applied."""
        return self.field.toPlainText() != self.present

    def apply(self) -> bool:
        """Put what is written into the project; False when it was refused."""
        if not self.is_modified:
            return True
        text, trusted = self.field.toPlainText(), is_allowed(self.present)

        def work() -> str:
            return edit.set_code(self._document.project, self.name, text)

        before = self.name
        name = self._document.run_edit(work)
        if name is None:
            return False
        self.name = name
        if trusted:
            self._allow_present()
        self._title()
        if before != name or self.is_modified:
            self._read()  # without the spaces at its end
        self._look()
        return True

    def allow(self) -> None:
        """Let the code run that is in view, as it is."""
        if self.apply():
            self._allow_present()
            self._document.check_soon()
            self._look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed and not applied goes; what was applied is in the drawing."""
        self._timer.stop()
        super().closeEvent(event)
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to this window shows what is known by now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look()

    def _build(self) -> None:
        self.resize(*SIZE)
        self._hint.setText(
            tr("A class with __init__ and forward, or one expression over x such as x * 2.")
        )
        for label in (self._hint, self._state):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.apply_button.setProperty("primary", True)
        self.apply_button.setToolTip(tr("Use this code in the drawing (Ctrl+Return)"))
        self.allow_button.setToolTip(
            tr("Let this code run on this machine: it can do what any program can")
        )
        self.close_button.setToolTip(tr("Close; what is not applied is left out"))
        for button in (self.allow_button, self.apply_button, self.close_button):
            button.setAutoDefault(False)
            button.setMinimumHeight(BUTTON_HEIGHT)
        row = QHBoxLayout()
        row.addWidget(self.allow_button)
        row.addStretch(1)
        row.addWidget(self.apply_button)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(8)
        for widget in (self._heading, self._hint):
            column.addWidget(widget)
        column.addWidget(self.field, 1)
        column.addWidget(self._state)
        column.addLayout(row)
        self.apply_button.clicked.connect(self.apply)
        self.allow_button.clicked.connect(self.allow)
        self.close_button.clicked.connect(self.close)
        self.field.edited.connect(self._timer.start)
        self.field.edited.connect(self._show_buttons)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.apply)

    def _read(self) -> None:
        """Show the code as the project has it."""
        self.field.setPlainText(self.present)
        self._title()
        self._look()

    def _title(self) -> None:
        self.setWindowTitle(tr("Code of {name}", name=self.name))
        self.setAccessibleName(self.windowTitle())
        self._heading.setText(self.name)

    def _committed(self, commit: Commit) -> None:
        """Undo, redo and edits elsewhere: the code is read again, or gone."""
        changes = [c for c in commit.changes if isinstance(c, CodeChanged)]
        if commit.origin == "edit" or all(c.name != self.name for c in changes):
            return
        if self.name not in self._document.project.codes:
            came = [c.name for c in changes if c.before is None and c.after is not None]
            if not came:
                self.close()
                return
            self.name = came[0]
        self._read()

    def _look(self, _: object = None) -> None:
        """Say what is wrong with what is written, at its line."""
        text = self.field.toPlainText()
        code = read_code(class_in(text) or self.name, text)
        line, sentence, wrong = code.line, "", bool(code.fault)
        if code.fault:
            sentence = tr("Line {line}: {reason}.", line=line, reason=code.fault.rstrip("."))
        elif self.is_modified:
            sentence = tr("Not applied yet.")
        elif not is_allowed(text):
            sentence = tr(
                "This code has not been looked at on this machine, so it does not run. Read it: "
                "it can do what any program can, with your files too. Then allow it."
            )
        else:
            problem = self._problem()
            if problem is not None:
                line, sentence, wrong = problem.line, unbroken(problem.message), True
        self.field.mark(line if wrong else 0)
        color = theme.current().error if wrong else theme.current().ink2
        self._state.setStyleSheet(f"color: {color.name()}")
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))
        self._show_buttons()

    def _problem(self) -> Problem | None:
        """What running the code on shapes brought to light."""
        document = self._document
        for problem in document.problems:
            nodes = document.project.graphs[problem.graph].nodes
            node = nodes.get(problem.node)
            if node is not None and problem.code == BROKEN and node.type == CODE + self.name:
                return problem
        return None

    def _show_buttons(self) -> None:
        text = self.field.toPlainText()
        fault = read_code(class_in(text) or self.name, text).fault
        self.apply_button.setEnabled(self.is_modified)
        self.allow_button.setVisible(not is_allowed(self.present))
        self.allow_button.setEnabled(not fault)

    def _allow_present(self) -> None:
        try:
            allow(self.present)
        except FileError as error:  # allowed it is, but not when the program starts again
            self._document.bridge.message.emit(str(error))

    def _restyle(self) -> None:
        colors = theme.current()
        self._heading.setFont(colors.font(15, bold=True))
        self._hint.setStyleSheet(f"color: {colors.ink2.name()}")
        self._look()
