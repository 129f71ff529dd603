#!/bin/sh
# Opens the window; where there is no display, shows the main job off-screen instead.
if [ "$(uname)" = Linux ] && [ -z "$DISPLAY" ] && [ -z "$WAYLAND_DISPLAY" ]; then
    echo "There is no display here, so Designer shows its main job off-screen instead of a window."
    export QT_QPA_PLATFORM=offscreen
    exec .venv/bin/python -m designer tour --out tour
fi
exec .venv/bin/python -m designer "$@"
