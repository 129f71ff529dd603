"""Why: an export that cannot be done says so in one sentence."""


class PortError(ValueError):
    """A file cannot be written or read; the message is one sentence for the user."""
