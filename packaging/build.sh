#!/bin/sh
# Builds the wheel and the one-folder app into dist/, then starts each and lets it train once.
set -eu
cd "$(dirname "$0")/.."
python=$PWD/.venv/bin/python

"$python" -m pip install --quiet --disable-pip-version-check -r packaging/requirements.lock
rm -rf build/package dist
mkdir -p build/package

echo "Building the wheel."
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --wheel-dir dist .
"$python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --target build/package/wheel dist/*.whl
PYTHONPATH=$PWD/build/package/wheel sh packaging/check.sh "$python" -m designer

echo "Building the app; this takes some minutes."
"$python" -m PyInstaller --noconfirm --log-level WARN \
    --workpath build/package/pyinstaller --distpath dist packaging/designer.spec
cp LICENSE packaging/INSTALL.md dist/designer/
[ "$(uname)" != Linux ] || cp packaging/install.sh dist/designer/
sh packaging/check.sh "$PWD/dist/designer/designer"

echo "In dist/:"
du -sh dist/*
