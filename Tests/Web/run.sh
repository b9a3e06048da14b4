#!/usr/bin/env bash
# Tests the web page in Chromium against the real server.
# usage: Tests/Web/run.sh [test name …]        KEEP=1 keeps the screenshots and the data directory
# Without a Chromium or a built server it fails; nothing is skipped.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
prefix=${EARSHOT_PREFIX:-/opt/earshot}
python=$prefix/python/bin/python3

"$python" -c 'import playwright' 2>/dev/null || { echo "run.sh: no Playwright in $prefix. Run Scripts/bootstrap.sh --tests." >&2; exit 1; }

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || { echo "run.sh: no Chromium found. Install it (apt-get install chromium) or set CHROMIUM." >&2; exit 1; }
CHROMIUM=$chromium exec "$python" "$here/test_page.py" "$@"
