#!/usr/bin/env bash
# MISP warninglists (CC0 1.0): what is known to be a CDN, a cloud, a public resolver, a research scanner, a popular name.
# They keep threat intelligence from crying wolf. The lists that say what is bad come from their makers at run time.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

step=intel
lists=(
    alphastrike-research-nt-scanning alphastrike-scanning bufferover-nt-scanning censys-scanning
    coalition-signals-intelligence-nt-scanning cybergreen-nt-scanning cyberresilience-nt-scanning cypex-nt-scanning
    f6-nt-scanning internet-census-nt-scanning intrinsec-nt-scanning ipip-nt-scanning
    modat-nt-scanning modat-scanner netsecscan-nt-scanning onyphe-nt-scanning
    onyphe-scanner probethenet-nt-scanning rapid7-nt-scanning research-scanner-nt-scanning
    shadowforce-nt-scanning shadowserver shadowserver-nt-scanning shodan-nt-scanning
    shodan-scanning skipa-nt-scanning tenable-cloud-ipv4 tenable-cloud-ipv6
    akamai cloudflare fastly stackpath
    wikimedia amazon-aws google-gcp microsoft-azure
    ovh-cluster github microsoft-office365-ip zscaler
    captive-portals public-dns-v4 public-dns-v6 microsoft-win10-connection-endpoints
    tranco10k
)
inputs=("${BASH_SOURCE[0]}")
pins=(warninglists)
target=$PREFIX/share/earshot/intel

open_prefix
if step_is_done && [ -f "$target/warninglists/cloudflare.json" ]; then exit 0; fi
open_work
wheel=$(fetch_wheel warninglists)
say "unpacking ${#lists[@]} warninglists to $target"
mkdir -p "$WORK/out/warninglists"
for list in "${lists[@]}"; do
    unzip_member "$wheel" "pymispwarninglists/data/misp-warninglists/lists/$list/list.json" \
        "$WORK/out/warninglists/$list.json"
done
publish "$WORK/out" "$target"
step_done
