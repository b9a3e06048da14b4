"""What the built-in rules cost on 50 M events in the steady state: processor seconds of a run, times runs a day.

Each rule is asked as its runner asks it: its own window up to now, `ago()` counting from there. The first run after a
start is slower (nothing is in memory) and is not counted; a server that runs for months starts seldom.
"""
import datetime
import re

from harness import ROOT, Server
from queries import fill

SPANS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LIBRARY = ROOT / "Sources" / "EarshotDetect" / "Library" / "Rules"
SHARE = 10.0  # percent of one core, all rules together


def rules():
    """Name, seconds between two runs, seconds of data a run sees, query."""
    for file in sorted(LIBRARY.glob("*/*/rule.yaml")):
        text = file.read_text(encoding="utf-8")
        frequency, period = (span(text, key) for key in ("queryFrequency", "queryPeriod"))
        yield file.parent.name, frequency, period, (file.parent / "query.kql").read_text(encoding="utf-8")


def span(text, key):
    number, unit = re.search(rf"^{key}: (\d+)([smhd])$", text, re.MULTILINE).groups()
    return int(number) * SPANS[unit]


def window(period, query):
    """The same lines that RunWindow puts before a rule's query."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0, tzinfo=None)
    start = now - datetime.timedelta(seconds=period)
    return (f"set query_now = datetime({now.isoformat()}Z);\nset query_datetimescope_column = 'TimeGenerated';\n"
            f"set query_datetimescope_from = datetime({start.isoformat()}Z);\n"
            f"set query_datetimescope_to = datetime({now.isoformat()}Z);\n{query}")


def cost(server, query):
    """Processor seconds of the server for one run, the smaller of two after a first."""
    server.query(query)
    costs = []
    for _ in range(2):
        before = server.processor()
        server.query(query)
        costs.append(server.processor() - before)
    return min(costs)


def run(bench):
    data = fill(bench)
    total, table = 0.0, []
    with Server(bench, data) as server:
        server.wait()
        for name, frequency, period, query in rules():
            seconds = cost(server, window(period, query))
            share = 100 * seconds / frequency
            total += share
            table.append((share, name, seconds, frequency))
        peak = server.resident()[0]
    for share, name, seconds, frequency in sorted(table, reverse=True)[:8]:
        bench.record(f"rules: {name}", f"{seconds:.2f} s every {frequency // 60} min, {share:.2f} % of a core")
    bench.record("rules: all built-in ones on 50 M events", f"{total:.1f} % of a core", f"≤ {SHARE:.0f} %", total <= SHARE)
    bench.record("rules: resident after them", f"{peak / 1e6:,.0f} MB")
