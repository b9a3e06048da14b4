#!/usr/bin/env bash
# Fetches what Earshot needs beside Swift, builds nothing of Earshot itself.
#
#   Scripts/bootstrap.sh            what `make run` needs
#   Scripts/bootstrap.sh --tests    and what `make test` needs: a browser, Playwright, senders of logs, ShellCheck
#
# Everything goes below one folder, ${EARSHOT_PREFIX:-/opt/earshot}; removing that folder undoes it. The exceptions are
# Debian packages and one link, /usr/local/lib/pkgconfig/duckdb.pc, by which a plain `swift build` finds the database.
# Versions and SHA-256 sums are pinned in bootstrap/pins.txt and bootstrap/*-requirements.txt.
#
# Safe to interrupt and to repeat: files appear complete or not at all, finished steps are skipped. Each step is a script
# of its own in bootstrap/ and can be run alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/bootstrap/lib.sh"

tests=false
case "${1:-}" in
    "") ;;
    --tests) tests=true ;;
    *) fail "unknown argument '$1'" "usage: Scripts/bootstrap.sh [--tests]" ;;
esac

# Swift first: without it nothing else is worth the wait.
"$here/bootstrap/swift.sh"
"$here/bootstrap/debian-packages.sh" run
open_prefix
"$here/bootstrap/python.sh"
"$here/bootstrap/duckdb.sh"
"$here/bootstrap/geo.sh"
"$here/bootstrap/intel.sh"
"$here/bootstrap/web.sh"
if $tests; then
    "$here/bootstrap/debian-packages.sh" tests
    "$here/bootstrap/tests.sh"
fi
rm -rf "${DOWNLOADS:?}"/*  # of pins that have changed since; each step has removed its own
say "ready: $PREFIX (${SECONDS} s)"
