#!/bin/sh
# Builds the fuzz drivers in Fuzz/ with the modules they test, instrumented for libFuzzer, and runs each.
#
# usage: Scripts/fuzz.sh [seconds each, default 60] [driver …]
# Corpora grow in .build/fuzz/<driver>; a crash leaves crash-* there and ends the script with an error.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -gt 0 ] && shift
out=.build/fuzz
mkdir -p "$out"

compile() { # module, sources: a module and its object file in $out
    module=$1
    shift
    swiftc -O -wmo -sanitize=fuzzer,address -parse-as-library -swift-version 6 -enable-experimental-feature Lifetimes \
        -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature InternalImportsByDefault \
        -I "$out" -I Sources/CPCRE2 -emit-module -emit-module-path "$out/$module.swiftmodule" \
        -module-name "$module" -c "$@" -o "$out/$module.o"
}

# shellcheck disable=SC2046 # no file name of ours has blanks
compile EarshotModel $(find Sources/EarshotModel -name '*.swift')
# shellcheck disable=SC2046
compile EarshotParsing $(find Sources/EarshotParsing -name '*.swift')
# shellcheck disable=SC2046
compile EarshotQuery $(find Sources/EarshotQuery -name '*.swift')

[ $# -gt 0 ] || set -- framing header netfilter families flow discovery query grok shapes
for driver in "$@"; do
    swiftc -O -sanitize=fuzzer,address -parse-as-library -swift-version 6 -I "$out" -I Sources/CPCRE2 \
        -module-name "fuzz_$driver" "Fuzz/$driver.swift" "$out/EarshotModel.o" "$out/EarshotParsing.o" \
        "$out/EarshotQuery.o" -lpcre2-8 -o "$out/fuzz-$driver"
    mkdir -p "$out/$driver"
    # The lines of the fixtures are the seeds, for queries those of the documentation.
    if [ "$driver" = query ]; then
        awk -v out="$out/$driver/seed-" '/^```/ { inside = !inside; n++; next } inside { print > (out n) }' docs/queries.md
    elif [ "$driver" = flow ]; then
        # Datagrams in hexadecimal, one a line; the first byte is the driver's own.
        n=0
        cat Fixtures/flows/*/*/input.hex | grep -v '^#' | while IFS= read -r line; do
            n=$((n + 1))
            printf '00%s' "$line" | xxd -r -p > "$out/$driver/seed-$n"
        done
    elif [ "$driver" = discovery ]; then
        printf 'NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:a:device:b:1\r\nSERVER: c\r\n\r\n' > "$out/$driver/seed-ssdp"
        # A host's address, and a service with its text: RFC 6762.
        printf '%s' 000084000000000300000000017405 6c6f63616c00000180010000007800 04c0a80109 \
            045f697070045f746370c00e000c80010000007800040150c020c029001080010000007800050474793d50 |
            tr -d ' ' | xxd -r -p > "$out/$driver/seed-mdns"
    elif [ "$driver" = grok ]; then
        # A pattern and the lines it is for.
        for format in Fixtures/formats/*; do
            { sed -n 's/^{"pattern": "\(.*\)",$/\1/p' "$format/format.json" | sed 's/\\\\/\\/g'; cat "$format/input.log"; } \
                > "$out/$driver/seed-$(basename "$format")"
        done
    elif [ "$driver" != framing ]; then
        n=0
        cat Fixtures/logs/*/*/input.log | while IFS= read -r line; do
            n=$((n + 1))
            printf '%s' "$line" > "$out/$driver/seed-$n"
        done
    fi
    # The checker of leaks does not see what Swift's globals hold; the tables of the query driver are such.
    leaks=1
    [ "$driver" = query ] && leaks=0
    ASAN_OPTIONS="detect_leaks=$leaks" "$out/fuzz-$driver" -max_total_time="$seconds" -max_len=1200 -timeout=5 \
        -artifact_prefix="$out/$driver/" "$out/$driver"
done
