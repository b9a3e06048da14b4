#!/usr/bin/env bash
# libduckdb with its C header and a pkg-config file.
#
# Debian has no package. DuckDB's official Python wheel holds the whole engine and exports its C API; what it leaves
# undefined are about 210 names of the Python interpreter that the engine never calls. A stub library defines those.
# The engine gets the full path of both as their name, so that programs linked with it find it without an rpath.
# A libduckdb 2.0 or newer that the system has (by pkg-config) wins; then there is nothing to do here.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

machine=$(uname -m)
case $machine in
    x86_64 | aarch64) ;;
    *) fail "no DuckDB build is pinned for $machine." \
        "Earshot runs on x86_64 and aarch64; elsewhere install libduckdb 2.0 with its duckdb.pc yourself." ;;
esac

step=duckdb
inputs=("${BASH_SOURCE[0]}")
pins=("duckdb-$machine" duckdb-source)
header_sha256=8dbc9c71a10f0a75fcacc1a3f4f7c76093a84d232fc152222ee5b6e512ab4560

link_for_pkg_config() {
    local link=/usr/local/lib/pkgconfig/duckdb.pc target=$PREFIX/lib/pkgconfig/duckdb.pc
    [ "$(readlink -f $link)" != "$target" ] || return 0
    if [ "$PREFIX" = /opt/earshot ] && can_be_root && { [ -L $link ] || [ ! -e $link ]; }; then
        as_root mkdir -p "$(dirname $link)"
        as_root ln -sfn "$target" $link
        return
    fi
    say "for a plain 'swift build': export PKG_CONFIG_PATH=$PREFIX/lib/pkgconfig (make does it by itself)"
}

# Looks past this prefix, which make puts in PKG_CONFIG_PATH. What any Earshot installs has the variable `earshot`.
system_has_duckdb() {
    local PKG_CONFIG_PATH=:${PKG_CONFIG_PATH:-}:
    while [[ $PKG_CONFIG_PATH == *":$PREFIX/lib/pkgconfig:"* ]]; do
        PKG_CONFIG_PATH=${PKG_CONFIG_PATH/":$PREFIX/lib/pkgconfig:"/:}
    done
    pkg-config --exists 'duckdb >= 2.0' && [ -z "$(pkg-config --variable=earshot duckdb)" ] \
        && [ "$(pkg-config --variable=prefix duckdb)" != "$PREFIX" ]
}

open_prefix
if system_has_duckdb; then
    say "using the system's libduckdb"
    rm -f "$PREFIX/lib/pkgconfig/duckdb.pc" "$STAMPS/duckdb"
    exit 0
fi
if step_is_done && [ -f "$PREFIX/lib/libduckdb.so" ] && [ -f "$PREFIX/include/duckdb.h" ]; then
    link_for_pkg_config
    exit 0
fi
open_work
mkdir -p "$WORK/out/lib/pkgconfig" "$WORK/out/include" "$(download_folder duckdb-source)"

# The header is in the source distribution alone. pip insists on preparing a source distribution's metadata, which would
# run its build system; without build isolation that ends at once for want of that build system, and --no-clean keeps the
# sources pip has verified and unpacked. So pip's exit status says nothing here; the header's own SHA-256 does.
fetch_header() {
    local target found
    target=$(download_folder duckdb-source)/duckdb.h
    [ ! -f "$target" ] || return 0
    say "downloading duckdb $(pin duckdb-source version), source: $(pin duckdb-source purpose)"
    requirement duckdb-source >"$WORK/header.txt"
    mkdir -p "$WORK/source"
    TMPDIR=$WORK/source "$PYTHON" -m pip download --no-clean --no-build-isolation --disable-pip-version-check \
        --no-cache-dir --no-deps --no-binary=:all: --require-hashes -r "$WORK/header.txt" -d "$WORK/source" \
        >"$WORK/header.log" 2>&1 || true
    found=$(find "$WORK/source" -path '*/src/include/duckdb.h' | head -n 1)
    [ -n "$found" ] || download_failed duckdb-source "$WORK/header.log"
    echo "$header_sha256  $found" | sha256sum --check --status \
        || fail "duckdb.h of duckdb $(pin duckdb-source version) is not the file that was reviewed." \
            "Whoever changes the version on purpose writes the new sum into Scripts/bootstrap/duckdb.sh."
    mv "$found" "$target"
    rm -rf "$WORK/source"
}

# Data symbols (type objects, exceptions, singletons) become zeroed memory; functions say their name and abort, in case
# the engine should ever call one after all.
python_stubs() {
    nm -D --undefined-only "$1" | awk '
        BEGIN {
            print "#include <stdio.h>"
            print "#include <stdlib.h>"
            print "static void called(const char *name) {"
            print "    fprintf(stderr, \"libduckdb called the Python function %s, which Earshot does not have\\n\", name);"
            print "    abort();"
            print "}"
        }
        $2 !~ /^_?Py/ { next }
        $2 ~ /(Type|Struct)$/ || $2 ~ /^PyExc_/ { printf "_Alignas(16) char %s[512];\n", $2; next }
        { printf "void %s(void) { called(\"%s\"); }\n", $2, $2 }'
}

compiler() {
    local beside
    beside=$(dirname "$(readlink -f "$(command -v swift || echo /nowhere/swift)")")/clang
    if [ -x "$beside" ]; then echo "$beside"; else command -v clang || command -v cc; fi \
        || fail "no C compiler found (clang comes with Swift)." "Install clang or gcc, then run this again."
}

wheel=$(fetch_wheel "duckdb-$machine" "$machine")
fetch_header

say "building libduckdb in $PREFIX/lib"
engine=$WORK/out/lib/libduckdb.so
unzip_member "$wheel" "_duckdb.cpython-311-$machine-linux-gnu.so" "$engine"
python_stubs "$engine" >"$WORK/pysyms.c"
"$(compiler)" -shared -fPIC -O1 -Wl,-soname,"$PREFIX/lib/libduckdb-pysyms.so" \
    -o "$WORK/out/lib/libduckdb-pysyms.so" "$WORK/pysyms.c"
patchelf --add-needed "$PREFIX/lib/libduckdb-pysyms.so" "$engine"
patchelf --set-soname "$PREFIX/lib/libduckdb.so" "$engine"  # patchelf 0.14 aborts when asked for both at once
chmod 755 "$engine"
cp "$(download_folder duckdb-source)/duckdb.h" "$WORK/out/include/duckdb.h"
cat >"$WORK/out/lib/pkgconfig/duckdb.pc" <<PC
prefix=$PREFIX
earshot=$PREFIX

Name: duckdb
Description: DuckDB embedded database, C API (unpacked by Earshot)
Version: $(pin "duckdb-$machine" version)
Cflags: -I\${prefix}/include
Libs: -L\${prefix}/lib -lduckdb
PC

publish "$WORK/out" "$PREFIX"
link_for_pkg_config
step_done
