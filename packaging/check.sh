#!/bin/sh
# Starts a built Designer once and lets it train once:  check.sh COMMAND [ARGUMENT...]
# Works in a folder of its own, so that nothing of the checkout is picked up by accident.
set -eu
export QT_QPA_PLATFORM=offscreen
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DESIGNER_CONFIG_DIR="$folder/config" DESIGNER_DATA_DIR="$folder/data"
cd "$folder"

"$@" --version
"$@" new lenet5 -o lenet5.nnd
"$@" check lenet5.nnd
"$@" train lenet5.nnd --epochs 1
ls lenet5.runs/*/best.safetensors >/dev/null
"$@" export lenet5.nnd --to script -o lenet5_train.py
"$@" export lenet5.nnd --to svg -o lenet5.svg

# The window: it is there and stays until it is told to go.
"$@" lenet5.nnd &
window=$!
seconds=0
while [ "$seconds" -lt 10 ]; do
    sleep 1
    seconds=$((seconds + 1))
    kill -0 "$window" 2>/dev/null || {
        wait "$window" || true
        echo "The window closed by itself after $seconds seconds." >&2
        exit 1
    }
done
kill "$window"
wait "$window" 2>/dev/null || true
echo "Starts, opens a window, trains and exports: $*"
