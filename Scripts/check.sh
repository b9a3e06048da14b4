#!/usr/bin/env bash
# Every check the project has, in order of cost; the first that fails ends it. `make test` runs this after the bootstrap.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export EARSHOT_PREFIX=${EARSHOT_PREFIX:-/opt/earshot}
export PKG_CONFIG_PATH=$EARSHOT_PREFIX/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}

# Imports of targets that Package.swift does not name are errors: the manifest is the architecture. The same flags for
# building and testing, so that nothing is built twice. SwiftPM keeps -warnings-as-errors from dependencies.
swift_flags=(-Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error)

# stage HEADING COMMAND...
stage() {
    local heading=$1 start=$SECONDS status
    shift
    printf '\n=== %s\n' "$heading"
    set +e
    (set -e && "$@")  # `"$@" || ...` would let a stage go on after its first failure
    status=$?
    set -e
    if [ "$status" != 0 ]; then
        printf '=== %s: FAILED (status %s, %s s)\n' "$heading" "$status" "$((SECONDS - start))" >&2
        exit "$status"
    fi
    printf '=== %s: ok (%s s)\n' "$heading" "$((SECONDS - start))"
}

# sources GLOB...   the files of the repository with these names, NUL-separated, also those not yet added.
sources() { git ls-files -z --cached --others --exclude-standard -- "$@" | existing; }
existing() { while IFS= read -r -d '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done; }

check_format() { swift format lint --strict --recursive --parallel Package.swift Sources Tests; }

check_shell() {
    local scripts
    mapfile -d '' -t scripts < <(sources '*.sh' .ci/run)
    local script
    for script in "${scripts[@]}"; do bash -n "$script"; done
    if command -v shellcheck >/dev/null; then
        shellcheck --external-sources --source-path=SCRIPTDIR --severity=warning "${scripts[@]}"
    else
        echo "shellcheck is not installed: syntax only"
    fi
}

check_python() {
    sources '*.py' | xargs -0 --no-run-if-empty python3 -c '
import sys
for path in sys.argv[1:]:
    compile(open(path, encoding="utf-8").read(), path, "exec", dont_inherit=True)'
}

check_javascript() {
    if ! command -v node >/dev/null; then
        echo "node is not installed: skipped, the browser tests load every module"
        return
    fi
    local file
    while IFS= read -r -d '' file; do
        node --input-type=module --check <"$file" || { echo "in $file" >&2; return 1; }
    done < <(sources 'Sources/EarshotServer/Web/*.js' 'Sources/EarshotServer/Web/*.mjs')
}

# `swift build` has been seen to print "Build complete!" and exit with an error, so only the status counts.
build() { swift build --build-tests "${swift_flags[@]}"; }
# A dozen tests at a time: hundreds at once hold all threads and gigabytes, and whoever waits for a thread runs into time limits.
run_tests() { swift test --skip-build "${swift_flags[@]}" --experimental-maximum-parallelization-width 12; }
end_to_end() { bash Tests/EndToEnd/run.sh; }
browser() { bash Tests/Web/run.sh; }

# side_by_side COMMAND...   stages that wait more than they work; each tells what it has to say when all are done
side_by_side() {
    local folder name status failed=0
    folder=$(mktemp -d)
    for name in "$@"; do
        (
            start=$SECONDS status=0
            "$name" >"$folder/$name" 2>&1 || status=$?
            echo "$status $((SECONDS - start))" >"$folder/$name.status"
            printf '    %s: status %s, %s s\n' "$name" "$status" "$((SECONDS - start))"
        ) &
    done
    wait
    for name in "$@"; do
        printf '\n--- %s\n' "$name"
        cat "$folder/$name"
        read -r status _ <"$folder/$name.status"
        [ "$status" = 0 ] || { failed=1; printf -- '--- %s FAILED\n' "$name" >&2; }
    done
    rm -rf "$folder"
    return "$failed"
}

stage "Swift format" check_format
stage "Shell scripts" check_shell
stage "Python scripts" check_python
stage "JavaScript modules" check_javascript
stage "Build, warnings are errors" build
stage "Swift tests" run_tests
stage "End-to-end and browser tests" side_by_side end_to_end browser
printf '\nAll checks passed (%s s).\n' "$SECONDS"
