"""Flow records decoded per second on one core, from the datagram to the batch that is enriched."""
import json
import subprocess

RECORDS = 5_000_000
BAR = 500_000
NAMES = {"netflow5": "NetFlow v5", "netflow9": "NetFlow v9", "ipfix": "IPFIX"}


def run(bench):
    out = subprocess.run([bench.generator, "flows", "--count", str(RECORDS)], capture_output=True, text=True, check=True)
    for version, rate in json.loads(out.stdout).items():
        bench.record(f"{NAMES[version]} decoded, one core", f"{rate:,} records/s", f">= {BAR:,}", rate >= BAR)
