"""Why: an export that cannot be done says so in one sentence."""


class PortError(ValueError):
    """A file cannot be written or read; the message is one sentence for the user."""


class Puzzled(Exception):  # noqa: N818  # what is wrong is not known
    """A reader met what nobody had foreseen, at this line of the file; 0 where it has no lines."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line
