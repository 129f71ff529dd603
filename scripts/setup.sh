#!/bin/sh
# Builds the virtual environment from the pinned lock. `make setup` calls this when it is stale.
set -eu
venv=$1

python=""
for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Designer needs Python 3.11 or newer, and finds none here. Install it:"
    echo "  Debian, Ubuntu:  sudo apt install python3 python3-venv"
    echo "  Fedora:          sudo dnf install python3"
    echo "  macOS:           brew install python"
    echo "then run this again. PYTHON=/path/to/python3 names one that is not on the path."
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "This Python ($python) cannot make virtual environments. Install that part of it:"
    echo "  Debian, Ubuntu:  sudo apt install python3-venv"
    echo "then run this again."
    exit 1
fi

echo "Building $venv from the pinned lock; the first time this takes a few minutes."
# One that was made by a Python that is gone cannot be brought up to date.
if [ -e "$venv" ] && ! "$venv/bin/python" -c '' 2>/dev/null; then
    rm -rf "$venv"
fi
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
touch "$venv/.complete"
