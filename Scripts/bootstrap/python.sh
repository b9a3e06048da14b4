#!/usr/bin/env bash
# A Python of our own below the prefix, so that nothing is installed into the system's and pip is always there.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
open_prefix

step=python
inputs=("${BASH_SOURCE[0]}")
pins=()
if step_is_done && "$PYTHON" -c 'import pip' 2>/dev/null; then exit 0; fi
open_work
say "creating a Python environment in $PREFIX/python"
if ! python3 -m venv "$PREFIX/python" >"$WORK/log" 2>&1; then
    cat "$WORK/log" >&2
    fail "python3 -m venv $PREFIX/python did not work." \
        "Install the package python3-venv (of the python3 that is first in PATH), then run this again."
fi
step_done
