"""Say in plain words which system library Qt lacks, and the line that installs it."""

import ctypes
import os
import sys

# library, Debian package, Fedora package; the last two only for a window on X11
NEEDED = [
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
]
FOR_X11 = [
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
]


def is_missing(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return True
    return False


def main() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    wanted = NEEDED + (FOR_X11 if os.environ.get("DISPLAY") else [])
    missing = [row for row in wanted if is_missing(row[0])]
    if not missing:
        return 0
    names = ", ".join(row[0] for row in missing)
    print(f"Qt needs system libraries that are not installed here: {names}.")
    print("  Debian, Ubuntu:  sudo apt install " + " ".join(row[1] for row in missing))
    print("  Fedora:          sudo dnf install " + " ".join(row[2] for row in missing))
    return 1


if __name__ == "__main__":
    sys.exit(main())
