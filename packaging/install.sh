#!/bin/sh
# Puts Designer into the menu of this user's desktop and makes it open .nnd files (Linux).
# Lies in the app's folder; run it from wherever that folder is to stay. --remove undoes it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
desktop=$share/applications/designer.desktop
mime=$share/mime/packages/designer.xml
icons=$share/icons/hicolor
resources=$here/_internal/designer/resources

refresh() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$share/applications"
    command -v update-mime-database >/dev/null && update-mime-database "$share/mime"
    return 0
}

if [ "${1:-}" = --remove ]; then
    rm -f "$desktop" "$mime" "$icons"/*/apps/designer.png "$icons/scalable/apps/designer.svg"
    refresh
    echo "Designer is out of the menu. Its folder, $here, is still there."
    exit 0
fi

mkdir -p "$share/applications" "$share/mime/packages" "$icons/scalable/apps"
# The program is not on the path: the entry names it in full, quoted as the specification wants.
awk -v program="$here/designer" '/^Exec=/ { print "Exec=\"" program "\" %f"; next } { print }' \
    "$resources/desktop/designer.desktop" >"$desktop"
cp "$resources/desktop/designer.xml" "$mime"
cp "$resources/icons/app.svg" "$icons/scalable/apps/designer.svg"
for picture in "$resources"/icons/app/*.png; do
    size=$(basename "$picture" .png)
    mkdir -p "$icons/${size}x$size/apps"
    cp "$picture" "$icons/${size}x$size/apps/designer.png"
done
refresh
echo "Designer is in the menu now, and .nnd files open with it."
