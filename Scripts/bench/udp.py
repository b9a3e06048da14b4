"""20,000 datagrams a second for 30 s over the loopback: none lost, and every counter says so."""
import json
import shutil
import subprocess
import time

from harness import Server

RATE, SECONDS = 20_000, 30


def run(bench):
    data = bench.folder / "udp"
    shutil.rmtree(data, ignore_errors=True)
    with Server(bench, data) as server:
        server.wait()
        before = server.processor()
        report = json.loads(subprocess.run(
            [bench.generator, "udp", "--rate", str(RATE), "--seconds", str(SECONDS), "--port", str(server.udp)],
            capture_output=True, check=True).stdout)
        counters, rows = settle(server, report["sent"])
        used = (server.processor() - before) / (report["milliseconds"] / 1000)
    dropped = sum(counters["dropped"].values())
    figures = f"sent {report['sent']:,}, received {counters['received']:,}, parsed {counters['parsed']:,}, rows {rows:,}"
    agree = report["failed"] == 0 and report["sent"] == counters["received"] == counters["parsed"] == rows
    pace = report["sent"] / (report["milliseconds"] / 1000)
    bench.record("UDP: pace of the sender", f"{pace:,.0f} per second for {report['milliseconds'] / 1000:.0f} s")
    bench.record("UDP: lost", f"{report['sent'] - rows:,}, counted as dropped {dropped:,}", "0", report["sent"] == rows)
    bench.record("UDP: counters agree", figures, "all equal", agree and dropped == 0)
    bench.record("UDP: processor", f"{used * 100:.0f} % of a core")


def settle(server, sent):
    """Counters and rows once nothing moves any more."""
    deadline = time.monotonic() + 20
    last = None
    while True:
        counters = server.request("/api/v1/status")["counters"]
        rows = server.query("NetworkSession | count")[0][0]
        if (rows == sent and counters["received"] == sent) or time.monotonic() > deadline:
            return counters, rows
        if last == (counters["received"], rows) and time.monotonic() > deadline - 14:
            return counters, rows
        last = (counters["received"], rows)
        time.sleep(1)
