#!/usr/bin/env bash
# Playwright for the browser tests, and for the end-to-end tests the clients of Elasticsearch, Kusto and Log Analytics, in the
# prefix's Python. The browser is Debian's Chromium (debian-packages.sh tests).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

step=tests
lists=()
for name in playwright elasticsearch azure; do lists+=("$BOOTSTRAP/$name-requirements.txt"); done
inputs=("${BASH_SOURCE[0]}" "${lists[@]}")
pins=()

open_prefix
if step_is_done && "$PYTHON" -c 'import azure.kusto.data, azure.monitor.query, elasticsearch, pandas, pexpect, playwright' 2>/dev/null; then exit 0; fi
open_work
say "installing Playwright and the clients of the end-to-end tests into $PREFIX/python"
if ! "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-cache-dir --no-deps --only-binary=:all: \
    --require-hashes "${lists[@]/#/--requirement=}" >"$WORK/log" 2>&1; then
    sed 's/^/    pip: /' "$WORK/log" | tail -n 12 >&2
    fail "Playwright and the tests' clients could not be installed (Scripts/bootstrap/*-requirements.txt)." \
        "Check the internet connection, and behind a proxy or mirror https_proxy and 'pip config list'." \
        "Python must be 3.11 to 3.14: this is $("$PYTHON" --version 2>&1). Then run the same command again."
fi
step_done
