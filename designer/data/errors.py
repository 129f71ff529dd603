"""Why: whatever is wrong with data is one sentence for the person who chose them."""


class DataError(ValueError):
    """Data that cannot be used; the message is a sentence that says what to do."""
