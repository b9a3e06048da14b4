"""Every log family through `earshot import`, and what it costs to find out the family in a mixed stream.

EARSHOT_BENCH_FAMILIES   names of families, separated by blanks (default: all)
"""
import os
import random
import shutil
import statistics

import family_lines
from harness import Measured

TEXT_BAR, JSON_BAR, MIXED_BAR = 250_000, 120_000, 20
# The families of a home with a firewall, a name filter, a few servers and sensors: text and documents.
MIXED = (
    "netfilter", "filterlog", "mikrotik", "dnsmasq", "dnsmasq_dhcp", "pihole_ftl", "unbound", "bind", "sshd", "sudo",
    "pam", "dhcpd", "kea", "nginx", "apache", "haproxy", "squid", "wifi", "suricata", "zeek")


def run(bench):
    known = family_lines.families()
    wanted = os.environ.get("EARSHOT_BENCH_FAMILIES", "").split()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise RuntimeError(f"no fixtures of a family '{unknown[0]}'")
    start = startup(bench)
    for name in wanted or known:
        family(bench, name, known[name], start)
    if not wanted:
        mixed(bench, known, start)


def startup(bench):
    """Seconds and processor seconds of an import of one line: opening, making the tables, closing."""
    path = bench.folder / "one.log"
    path.write_bytes(b"<13>Sep 19 13:15:55 router program: one line\n")
    runs = [measure(bench, path) for _ in range(3)]
    path.unlink()
    return statistics.median(run.seconds for run in runs), statistics.median(run.processor for run in runs)


def family(bench, name, lines, start):
    path = bench.folder / f"family-{name}.log"
    count = family_lines.write(path, family_lines.block(lines, family_lines.BLOCK, random.Random(1)))
    measured = measure(bench, path)
    path.unlink()
    rate = count / max(measured.seconds - start[0], 0.001)
    cost = (measured.processor - start[1]) / count * 1e6
    bar = JSON_BAR if family_lines.is_json(lines) else TEXT_BAR
    bench.record(f"family {name}", f"{rate:,.0f} events/s, {cost:.2f} s of processor per million",
                 f"≥ {bar:,}", rate >= bar)


def mixed(bench, known, start):
    """The same lines twice: family by family, and each line of another family than the one before."""
    dice = random.Random(2)
    lines = [line for name in MIXED for line in
             family_lines.block(known[name], family_lines.BLOCK * 2 // len(MIXED), dice)]
    costs = {}
    for name, order in (("alone", lines), ("mixed", family_lines.shuffled(lines, 3))):
        path = bench.folder / f"{name}.log"
        count = family_lines.write(path, order)
        runs = [measure(bench, path) for _ in range(3)]
        path.unlink()
        costs[name] = (statistics.median(run.processor for run in runs) - start[1]) / count * 1e6
    more = (costs["mixed"] / costs["alone"] - 1) * 100
    bench.record("20 families, one after the other", f"{costs['alone']:.2f} s of processor per million")
    bench.record("20 families, mixed line by line", f"{costs['mixed']:.2f} s of processor per million, {more:+.0f} %",
                 f"≤ {MIXED_BAR} % more", more <= MIXED_BAR)


def measure(bench, path):
    data = bench.folder / "families"
    shutil.rmtree(data, ignore_errors=True)
    measured = Measured([bench.earshot, "import", path, "--data-dir", data], stdout=bench.null, stderr=bench.null)
    shutil.rmtree(data)
    return measured
