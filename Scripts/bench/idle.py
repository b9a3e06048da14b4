"""A server nobody talks to: memory, processor, and how soon it answers."""
import shutil
import time

from harness import Server, forget_files

SECONDS = 30


def settle(server):
    """Seconds from the start until what a start brings is done: a quarter of a minute with little use of the processor."""
    quiet = 0
    while quiet < 15 and time.monotonic() - server.started < 300:
        before = server.processor()
        time.sleep(1)
        quiet = quiet + 1 if server.processor() - before < 0.05 else 0
    return time.monotonic() - server.started - quiet


def run(bench):
    data = bench.folder / "imported"
    what = "after an import"
    if not data.exists():
        data, what = bench.folder / "empty", "empty"
        shutil.rmtree(data, ignore_errors=True)
    # The first start creates or recovers; what a user waits for is an ordinary one.
    with Server(bench, data) as server:
        server.wait()
    with Server(bench, data) as server:
        warm = server.wait()
        busy = settle(server)
        before = server.processor()
        time.sleep(SECONDS)
        used = (server.processor() - before) / SECONDS
        resident, own = server.resident()
    bench.record("start to first answer", f"{warm:.2f} s ({what})", "≤ 1 s", warm <= 1)
    bench.record("after the start: busy with lists, rules and counting ahead", f"{busy:.0f} s")
    bench.record("idle: resident", f"{resident / 1e6:,.0f} MB (own {own / 1e6:,.0f} MB)", "≤ 150 MB", resident <= 150e6)
    bench.record("idle: processor over 30 s", f"{used * 100:.2f} % of a core", "≤ 1 %", used <= 0.01)
    how = forget_files(data)
    with Server(bench, data) as server:
        bench.record(f"start to first answer, {how}", f"{server.wait():.2f} s")
