"""Why: pictures and fonts lie beside the package in a checkout and inside it once installed."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# First as in a wheel and in a frozen app, then as in a checkout.
PLACES = (PACKAGE / "resources", PACKAGE.parent / "resources")


def resource(name: str) -> Path:
    """The path of a resource, such as "icons/app.svg".

    Raises FileNotFoundError, with the name, when the installation lacks it.
    """
    for place in PLACES:
        path = place / name
        if path.exists():
            return path
    raise FileNotFoundError(f"Designer's resource '{name}' is missing from this installation.")
