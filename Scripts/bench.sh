#!/usr/bin/env bash
# Measures what Earshot promises (the table at the end says what, the bar, and whether it was met).
#
#   Scripts/bench.sh                 everything; about fifteen minutes and 6 GB of disk
#   Scripts/bench.sh import udp      some parts of: import syslog-ng udp flows idle intel kql families naming queries
#
# EARSHOT_BENCH_DIR     where the data goes (default: a new folder below /var/tmp, removed at the end); a folder named
#                       here is kept, and what is in it already is used again
# EARSHOT_BENCH_LINES   lines of the import (5,000,000), EARSHOT_BENCH_EVENTS events of the queries (50,000,000)
# EARSHOT_SHARED        folder with kql/score.py and kql/dev (../shared); without it the KQL scores are left out
# EARSHOT_BENCH_PROGRAMS folder with earshot and earshot-bench, instead of building them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export EARSHOT_PREFIX=${EARSHOT_PREFIX:-/opt/earshot}
export PKG_CONFIG_PATH=$EARSHOT_PREFIX/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export EARSHOT_SHARED=${EARSHOT_SHARED:-../shared}
# The generated lines are in UTC, and a log line does not say so.
export TZ=UTC PYTHONDONTWRITEBYTECODE=1

if [ -z "${EARSHOT_BENCH_PROGRAMS:-}" ]; then
    swift build -c release --product earshot
    swift build -c release --product earshot-bench
fi
exec python3 Scripts/bench/run.py "$@"
