#!/usr/bin/env bash
# Tests the program as a whole, from outside: real senders, real faults, real commands. Scripts/bootstrap.sh --tests fetches
# what they need.
#
#   Tests/EndToEnd/run.sh              everything; about five minutes
#   Tests/EndToEnd/run.sh faults       some of: faults bad_input runaway rsyslog ways_in flows interfaces clients own_formats intel detections doctor kill
#
# JOBS      parts at a time (3)
# EARSHOT   the program to test; default: the newest of .build/release/earshot and .build/debug/earshot
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export PYTHONDONTWRITEBYTECODE=1
if [ -z "${EARSHOT:-}" ]; then
    EARSHOT=$(ls -t ../../.build/release/earshot ../../.build/debug/earshot 2>/dev/null | head -n 1 || true)
    [ -n "$EARSHOT" ] || { echo "run.sh: nothing to test. Run swift build first, or set EARSHOT." >&2; exit 1; }
fi
EARSHOT=$(realpath "$EARSHOT")
export EARSHOT

[ $# -gt 0 ] || set -- kill detections ways_in clients intel flows faults own_formats interfaces rsyslog doctor bad_input runaway
echo "testing $EARSHOT"

# run_part NAME   what it says comes in one piece when it is done; most of its time it waits, so several run side by side
run_part() {
    local said status=0
    said=$(mktemp)
    case $1 in
        kill) python3 kill.py --earshot "$EARSHOT" ;;
        *) python3 "$1.py" ;;
    esac >"$said" 2>&1 || status=1
    { printf -- '--- %s\n' "$1"; cat "$said"; [ "$status" = 0 ] || printf -- '--- %s FAILED\n' "$1"; } | flock run.sh cat
    rm -f "$said"
    return "$status"
}
export -f run_part
printf '%s\n' "$@" | xargs -P "${JOBS:-3}" -I NAME bash -c 'run_part NAME' ||
    { echo "run.sh: some parts FAILED, see above" >&2; exit 1; }
