"""Why: no line of exported code is over 100 characters, and breaks are where people break."""

import re

WIDTH = 100
INDENT = "    "
OPENING, CLOSING = "([{", ")]}"


def wrap(statement: str, indent: str, tail: str = "") -> list[str]:
    """The statement as lines of at most 100 characters, broken as ruff and black break it.

    `tail` is put behind the last line. A statement that has no place to break stays long.
    """
    if len(indent) + len(statement) + len(tail) <= WIDTH:
        return [f"{indent}{statement}{tail}"]
    start = _last_bracket(statement)
    if start < 0:
        return _in_parentheses(statement, indent, tail)
    head, inside = statement[: start + 1], statement[start + 1 : -1]
    deeper = indent + INDENT
    end = f"{indent}{statement[-1]}{tail}"
    if len(deeper) + len(inside) <= WIDTH:
        return [f"{indent}{head}", f"{deeper}{inside}", end]
    lines = [f"{indent}{head}"]
    for part in split(inside, ","):
        lines += wrap(part, deeper, ",")
    return [*lines, end]


def split(text: str, separator: str) -> list[str]:
    """The parts between separators that stand outside of brackets and quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote and text[index - 1] != "\\" else quote
        elif char in "'\"":
            quote = char
        elif char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth -= 1
        elif depth == 0 and text.startswith(separator, index):
            parts.append(text[start:index].strip())
            start = index + len(separator)
    return [part for part in (*parts, text[start:].strip()) if part]


def _last_bracket(statement: str) -> int:
    """Where the bracket opens that the statement ends with; -1 when there is none."""
    if not statement or statement[-1] not in CLOSING:
        return -1
    depth = 0
    for index in range(len(statement) - 1, -1, -1):
        depth += (statement[index] in CLOSING) - (statement[index] in OPENING)
        if depth == 0:
            return index
    return -1


def _in_parentheses(statement: str, indent: str, tail: str) -> list[str]:
    """A long sum or product, one operand a line; a long tuple after `return` likewise."""
    match = re.match(r"(\w+(?:, \w+)* = |return )", statement)
    head = match.group() if match else ""
    body = statement[len(head) :]
    deeper = indent + INDENT
    for separator, before, after in ((", ", "", ","), (" + ", "+ ", ""), (" * ", "* ", "")):
        parts = split(body, separator)
        if len(parts) > 1:
            lead = ["" if i == 0 else before for i in range(len(parts))]
            inside = [f"{deeper}{lead[i]}{part}{after}" for i, part in enumerate(parts)]
            return [f"{indent}{head}(", *inside, f"{indent}){tail}"]
    return [f"{indent}{statement}{tail}"]
