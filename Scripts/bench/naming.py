"""A day of DNS answers and connections with known truth: how many connections get their name, and what that takes."""
import collections
import shutil
import subprocess
import time

from harness import Measured

ANSWERS, CONNECTIONS = 1_000_000, 2_000_000
FOUND = ("NetworkSession | where DstPortNumber == 443 | summarize Count = count() by SrcIpAddr, Name = tostring(DstFQDN)")


def run(bench):
    end = int(time.time())
    with_names = imported(bench, "names", end)
    alone = imported(bench, "names-without", end)
    rows = bench.query(FOUND, bench.folder / "names", limit=1_000_000)
    found = {(device, name or ""): count for device, name, count in rows}
    truth = read_truth(bench, end)
    report(bench, truth, found)
    lines = ANSWERS * 7 // 3 + CONNECTIONS
    bench.record("naming: lines per second", f"{lines / with_names.seconds:,.0f}")
    # The rows of a batch take as much with and without names.
    more = max(0, with_names.resident - alone.resident)
    bench.record("naming: memory of the join", f"{more / 1e6:,.0f} MB ({with_names.resident / 1e6:,.0f} MB resident, "
                 f"{alone.resident / 1e6:,.0f} MB without DNS)", "≤ 200 MB", more <= 200e6)
    for name in ("names", "names-without"):
        shutil.rmtree(bench.folder / name)


def imported(bench, command, end):
    """Imports what the generator writes, and returns what it took."""
    path = bench.folder / f"{command}.log"
    with open(path, "wb") as file:
        subprocess.run(generator(bench, command, end), stdout=file, check=True)
    data = bench.folder / command
    shutil.rmtree(data, ignore_errors=True)
    measured = Measured([bench.earshot, "import", path, "--data-dir", data])
    path.unlink()
    return measured


def generator(bench, command, end):
    return [bench.generator, command, "--answers", str(ANSWERS), "--connections", str(CONNECTIONS), "--end", str(end)]


def read_truth(bench, end):
    text = subprocess.run(generator(bench, "names-truth", end), capture_output=True, check=True, text=True).stdout
    fields = (line.split("\t") for line in text.splitlines())
    return {(device, name): int(count) for device, name, count in fields}


def report(bench, truth, found):
    """Connections count as named when they have the very name that led to them."""
    joinable = sum(count for (_, name), count in truth.items() if name)
    right = sum(min(count, found.get(key, 0)) for key, count in truth.items() if key[1])
    totals = collections.Counter()
    for (_, name), count in found.items():
        totals["named" if name else "nameless"] += count
    share = right / joinable * 100
    bench.record("naming: connections", f"{totals['named'] + totals['nameless']:,} of {CONNECTIONS:,}", "all",
                 sum(totals.values()) == CONNECTIONS)
    bench.record("naming: joinable connections named", f"{right:,} of {joinable:,} ({share:.1f} %)", "≥ 95 %", share >= 95)
    bench.record("naming: named otherwise", f"{totals['named'] - right:,}")
