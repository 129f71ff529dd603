"""Why: a system library that Qt lacks is named in plain words, with the line that installs it."""

import ctypes
import os
import sys

# library, Debian package, Fedora package
NEEDED = [
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libX11.so.6", "libx11-6", "libX11"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
]
# A window on X11 needs these besides.
FOR_X11 = [
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
]


def is_missing(name: str) -> bool:
    """Whether the system's loader finds no such library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return True
    return False


def each_once(names: list[str]) -> str:
    """The names in their order, each once."""
    return " ".join(dict.fromkeys(names))


def main() -> int:
    """Say what is missing; 0 when nothing is. With --packages, only the Debian packages."""
    if not sys.platform.startswith("linux"):
        return 0
    wanted = NEEDED + (FOR_X11 if os.environ.get("DISPLAY") else [])
    missing = [row for row in wanted if is_missing(row[0])]
    if not missing:
        return 0
    debian = each_once([row[1] for row in missing])
    if "--packages" in sys.argv:
        print(debian)
        return 1
    names = ", ".join(row[0] for row in missing)
    print(f"Qt needs system libraries that are not installed here: {names}.")
    print(f"  Debian, Ubuntu:  sudo apt install {debian}")
    print(f"  Fedora:          sudo dnf install {each_once([row[2] for row in missing])}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
