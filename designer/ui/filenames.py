"""Why: a file may be called what no text can hold; it is opened and saved like any other."""


def is_text(name: str) -> bool:
    """False for a name whose bytes are no text: nothing that is written as text can hold it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def readable(name: str) -> str:
    """The name as it can be shown, with question marks for what is no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
