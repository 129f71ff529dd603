"""Why: an edit that cannot be done says so in one sentence, and nothing has changed."""


class EditError(ValueError):
    """An edit was refused. The message is one sentence for the user."""
