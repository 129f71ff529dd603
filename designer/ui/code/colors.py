"""Why: Python in color: pygments says what each word is, the theme says in which ink."""

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from designer.ui import theme
from designer.ui.theme import Theme

Span = tuple[int, int, str]  # start and length in the line, kind

KINDS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (String.Doc, "comment"),
    (String, "string"),
    (Number, "number"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Class, "name"),
    (Name.Function, "name"),
    (Name.Builtin.Pseudo, "keyword"),
)
LIGHT = {"keyword": "#8A3FA0", "string": "#1B7A4B", "number": "#B4540A", "name": "#2358C4"}
ON_WHITE = {"keyword": "#65207A", "string": "#00502B", "number": "#7A3500", "name": "#0037B3"}
DARK = {"keyword": "#C792EA", "string": "#7FD6A0", "number": "#F2A154", "name": "#82AAFF"}


def spans(text: str) -> list[list[Span]]:
    """For each line the colored parts. Needs no Qt and may run in the background."""
    lines: list[list[Span]] = [[]]
    column = 0
    for token, value in PythonLexer(stripnl=False).get_tokens(text):
        kind = next((name for parent, name in KINDS if token in parent), "")
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append([])
                column = 0
            if kind and part.strip():
                lines[-1].append((column, len(part), kind))
            column += len(part)
    return lines


def inks_of(colors: Theme) -> dict[str, str]:
    """The ink of each kind of word; those of the dark have contrast enough on black, too."""
    if colors.dark:
        return DARK
    return ON_WHITE if colors.contrast else LIGHT


class Highlighter(QSyntaxHighlighter):
    """Colors the lines of a document as `spans` found them."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._lines: list[list[Span]] = []
        self._formats: dict[str, QTextCharFormat] = {}
        self.restyle()

    def set_lines(self, lines: list[list[Span]]) -> None:
        """Take the parts to color; the text is set afterwards."""
        self._lines = lines

    def restyle(self) -> None:
        """Take the colors of the present theme."""
        colors = theme.current()
        inks = {kind: QColor(ink) for kind, ink in inks_of(colors).items()}
        inks["comment"] = colors.ink3
        self._formats = {}
        for kind, ink in inks.items():
            self._formats[kind] = QTextCharFormat()
            self._formats[kind].setForeground(ink)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Color one line."""
        number = self.currentBlock().blockNumber()
        if number < len(self._lines):
            for start, length, kind in self._lines[number]:
                self.setFormat(start, min(length, len(text) - start), self._formats[kind])
