#!/usr/bin/env bash
# Installs the Debian packages that are missing, and calls apt-get only if some are.
#
#   debian-packages.sh run|tests|bench
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# One line a package: why it is there.
packages_for() {
    case $1 in
        run)
            echo pkg-config           # how SwiftPM finds the C libraries
            echo patchelf             # gives libduckdb its own name and place
            echo libmaxminddb-dev     # reads the geography files
            echo libpcre2-dev         # Grok patterns of own formats
            echo libzstd-dev          # compressed exports and imports
            echo zlib1g-dev           # gzip over HTTP
            echo ieee-data            # who made which network card
            echo publicsuffix         # which part of a host name somebody registered
            echo python3              # unzips and converts what is downloaded
            echo python3-venv         # pip, apart from the system's
            echo zstd                 # unpacks the geography files
            echo fonts-inter-variable
            echo fonts-jetbrains-mono
            echo woff2                # packs the fonts for the web page
            ;;
        tests)
            echo chromium             # the browser the page is tested in
            echo bsdutils             # logger, the sender that every script uses
            echo dnsmasq-base         # a real name server that logs who asked what; the tests start it on a high port
            echo softflowd            # a real exporter of NetFlow and IPFIX; the tests start it on a capture
            echo nfdump               # nfcapd and nfdump, whose counts ours are compared with
            echo mosquitto            # a real MQTT broker, for notifications; the tests start it on a free port
            echo python3-aiosmtpd     # a real SMTP server, for notifications
            echo rsyslog              # a real sender of syslog: rsyslogd is started by the tests, never as a service
            echo rsyslog-gnutls       # the same over TLS, by GnuTLS
            echo rsyslog-openssl      # the same over TLS, by OpenSSL
            echo shellcheck
            ;;
        bench)
            echo syslog-ng-core       # what Earshot's ingestion is compared with
            echo syslog-ng-mod-geoip2
            ;;
        *) fail "unknown set of packages '$1'" "usage: debian-packages.sh run|tests|bench" ;;
    esac
}

is_installed() { [ "$(dpkg-query --show --showformat '${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

# Keeps Debian from starting the daemons among the packages (rsyslog, syslog-ng), now and at the next boot.
without_services() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ] || grep -q 'Earshot bootstrap' $policy; then
        printf '#!/bin/sh\n# Earshot bootstrap, while it installs packages\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
        # shellcheck disable=SC2064
        trap "as_root rm -f $policy" EXIT
    fi
    "$@" || return
    local service
    for service in rsyslog syslog-ng softflowd nfdump; do
        if [[ " ${missing[*]} " == *" $service"* ]] && [ -d /run/systemd/system ]; then
            as_root systemctl disable --now "$service" >/dev/null 2>&1 || true
        fi
    done
}

if ! wanted=$(packages_for "${1:-}"); then exit 1; fi
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is not Debian or Ubuntu: apt-get is missing." \
        "Install the equivalents of these by hand, then run the other scripts of Scripts/bootstrap/ one by one:" "${wanted//$'\n'/ }"
fi

missing=()
for package in $wanted; do
    is_installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

can_be_root || fail "root is needed to install these Debian packages: ${missing[*]}" \
    "As root: apt-get install --no-install-recommends ${missing[*]}" "or install sudo. Then run this again."
say "installing Debian packages: ${missing[*]}"
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@"; }
log=$(mktemp)
install() {
    apt install --no-install-recommends "${missing[@]}" >"$log" 2>&1 && return
    apt update >"$log" 2>&1 && apt install --no-install-recommends "${missing[@]}" >"$log" 2>&1
}
how=(install)
[ "$1" = run ] || how=(without_services install)
if ! "${how[@]}"; then
    tail -n 12 "$log" | sed 's/^/    apt-get: /' >&2
    rm -f "$log"
    fail "these Debian packages could not be installed: ${missing[*]}" \
        "Check the connection and 'apt-get update'; a package that is unknown needs Debian 12 or newer with 'main'." \
        "Then run the same command again."
fi
rm -f "$log"
