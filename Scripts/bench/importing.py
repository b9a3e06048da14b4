"""A plain file to committed rows: speed, memory, disk, and that the prober question has the exact answer."""
import collections
import re
import shutil

from harness import LINES, Measured, folder_bytes

PROBERS = (
    'NetworkSession | where TimeGenerated > ago(180d) and NetworkDirection == "Inbound" '
    "| summarize Ports = dcount(DstPortNumber), First = min(TimeGenerated), Last = max(TimeGenerated), Count = count() "
    "by SrcIpAddr | where Ports > 20 | top 10 by Ports")


def run(bench):
    lines = bench.lines()
    data = bench.folder / "imported"
    shutil.rmtree(data, ignore_errors=True)
    measured = Measured([bench.earshot, "import", lines, "--data-dir", data])
    rate = LINES / measured.seconds
    bench.facts["import rate"] = rate
    count = bench.query("NetworkSession | count", data)[0][0]
    bench.record("import: events per second", f"{rate:,.0f}", "≥ 400,000", rate >= 400_000)
    bench.record("import: resident", f"{measured.resident / 1e6:,.0f} MB", "≤ 400 MB", measured.resident <= 400e6)
    bench.record("import: processor time", f"{measured.processor:.1f} s in {measured.seconds:.1f} s")
    bench.record("import: rows of lines", f"{count:,} of {LINES:,}", "all", count == LINES)
    size = folder_bytes(data) / LINES
    bench.record("disk: bytes per event, whole folder", f"{size:.1f}", "≤ 25", size <= 25)
    check_probers(bench, lines, data)


def check_probers(bench, lines, data):
    """The same question, answered by counting in the file."""
    ports = collections.defaultdict(set)
    counts = collections.Counter()
    pattern = re.compile(r" DROP .* SRC=(\S+) DST=\S+ .* DPT=(\d+)")
    with open(lines, encoding="ascii") as file:
        for line in file:
            found = pattern.search(line)
            if found:
                ports[found[1]].add(found[2])
                counts[found[1]] += 1
    best = sorted((len(found) for found in ports.values() if len(found) > 20), reverse=True)[:10]
    rows = bench.query(PROBERS, data)
    right = [row[1] for row in rows] == best and all(
        row[1] == len(ports[row[0]]) and row[4] == counts[row[0]] for row in rows)
    bench.record("import: the prober question's answer", "exact" if right else "wrong", "exact", right)
