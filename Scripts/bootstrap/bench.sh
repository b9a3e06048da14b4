#!/usr/bin/env bash
# What `make bench` needs beside the rest: syslog-ng with GeoIP, to compare ingestion with.
#
# It is unpacked below the prefix, not installed: Debian allows one system logger, and syslog-ng would remove the
# rsyslog that the tests use, or the one that this machine logs with. Only the libraries it needs are installed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

step=bench
inputs=("${BASH_SOURCE[0]}")
pins=()
packages=(syslog-ng-core syslog-ng-mod-geoip2)
libraries=(libcap2 libglib2.0-0 libivykis0 libjson-c5 libnet1 libpcre3 libssl3 libsystemd0 libwrap0 libmaxminddb0)

# Debian's signatures, through apt, say that these are the right files; the version is that of the release.
unpack() {
    local package
    (cd "$WORK" && apt-get download -q "${packages[@]}") || return
    for package in "$WORK"/*.deb; do dpkg-deb --extract "$package" "$WORK/syslog-ng" || return; done
}

works() {
    local lib=$1/usr/lib/syslog-ng
    LD_LIBRARY_PATH=$lib "$1/usr/sbin/syslog-ng" --module-path "$lib/3.38" --version >/dev/null 2>&1
}

open_prefix
if step_is_done && works "$PREFIX/bench/syslog-ng"; then exit 0; fi
open_work
missing=()
for package in "${libraries[@]}"; do
    dpkg-query --show --showformat '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@"; }
say "fetching syslog-ng 3.38 for the comparison${missing:+, installing ${missing[*]}}"
if ! { { [ ${#missing[@]} = 0 ] || apt install --no-install-recommends "${missing[@]}"; } && unpack; } >"$WORK/log" 2>&1 \
    && ! { apt update && apt install --no-install-recommends "${libraries[@]}" && unpack; } >"$WORK/log" 2>&1; then
    tail -n 12 "$WORK/log" | sed 's/^/    apt-get: /' >&2
    fail "syslog-ng could not be fetched." "Check the connection and 'apt-get update'; it is in Debian 12's 'main'." \
        "Then run the same command again, or leave the comparison out: Scripts/bench.sh import udp idle kql queries"
fi
works "$WORK/syslog-ng" || fail "the unpacked syslog-ng does not run." \
    "It is expected to be version 3.38, that of Debian 12: $(ls "$WORK"/*.deb)"
mkdir -p "$PREFIX/bench"
rm -rf "$PREFIX/bench/syslog-ng"
mv "$WORK/syslog-ng" "$PREFIX/bench/syslog-ng"
step_done
