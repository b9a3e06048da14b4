#!/usr/bin/env python3
"""Two small jobs on the web page's parts.

    web_assets.py sprite LUCIDE_WHEEL ICONS_TXT TARGET    one SVG with a symbol per icon named in ICONS_TXT
    web_assets.py compress FOLDER                         NAME.gz beside each text file above 10 kB
"""
import gzip
import io
import pathlib
import re
import sys
import zipfile

TEXT = {".js", ".css", ".svg", ".geojson", ".json"}
WORTH_COMPRESSING = 10_000  # bytes

# What Lucide writes on each icon's <svg>. On a <symbol> the drawing inherits it, and the page can still override colour
# and width where it uses the icon: <svg class="icon"><use href="icons.svg#bell"/></svg>.
STROKE = (
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
)


def icon_names(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return [name for line in lines for name in line.partition("#")[0].split()]


def sprite(wheel_path, names_path, target):
    with zipfile.ZipFile(wheel_path) as wheel:
        icons = zipfile.ZipFile(io.BytesIO(wheel.read("lucide/lucide.zip")))
    symbols = []
    for name in icon_names(names_path):
        try:
            drawing = icons.read(f"{name}.svg").decode("utf-8")
        except KeyError:
            sys.exit(f"{names_path}: Lucide has no icon named '{name}'")
        inside = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", drawing, flags=re.DOTALL)
        shapes = re.sub(r"\s+", " ", inside).replace("> <", "><").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" {STROKE}>{shapes}</symbol>')
    document = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    pathlib.Path(target).write_text(document, encoding="utf-8")


def compress(folder):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix in TEXT and path.stat().st_size > WORTH_COMPRESSING:
            packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(packed)


if __name__ == "__main__":
    jobs = {"sprite": (sprite, 3), "compress": (compress, 1)}
    job, arity = jobs.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if job is None or len(sys.argv) != 2 + arity:
        sys.exit(__doc__)
    job(*sys.argv[2:])
