#!/usr/bin/env bash
# Tests the program as a whole, from outside: real senders, real faults, real commands. Scripts/bootstrap.sh --tests fetches
# what they need.
#
#   Tests/EndToEnd/run.sh              everything; about three minutes, and kill.py besides
#   Tests/EndToEnd/run.sh faults       some of: faults bad_input runaway rsyslog ways_in flows interfaces clients own_formats intel detections doctor kill
#
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

[ $# -gt 0 ] || set -- faults bad_input runaway rsyslog ways_in flows interfaces clients own_formats intel detections doctor kill
echo "testing $EARSHOT"
failed=()
for part in "$@"; do
    printf -- '--- %s\n' "$part"
    case $part in
        kill) python3 kill.py --earshot "$EARSHOT" || failed+=("$part") ;;
        *) python3 "$part.py" || failed+=("$part") ;;
    esac
done
[ ${#failed[@]} -eq 0 ] || { echo "run.sh: FAILED: ${failed[*]}" >&2; exit 1; }
