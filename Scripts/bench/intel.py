"""Two million indicators: what they cost while events come in, in memory, and until the first verdict."""
import json
import random
import shutil
import subprocess
import time

from harness import LINES, Server

INDICATORS = 2_000_000
ROUNDS = 2  # the better of so many, taken in turns, because two runs of the same differ by a few per cent


def run(bench):
    lines = bench.lines()
    listed = make_list(bench.folder / "indicators.txt", lines)
    rates, processor = {}, {}
    for name, feeds in [("without", []), ("with", [listed])] * ROUNDS:
        config = configure(bench.folder / f"intel-{name}.yaml", feeds)
        rate, facts = measure(bench, config, lines, INDICATORS if feeds else 0)
        rates[name] = max(rate, rates.get(name, 0))
        processor[name] = min(facts["processor"], processor.get(name, 1e9))
    loss = 1 - rates["with"] / rates["without"]
    bench.record("import into a running Earshot: events per second", f"{rates['without']:,.0f}")
    bench.record("the same with 2 M indicators", f"{rates['with']:,.0f} ({loss:+.1%} lost)", "≤ 10 % lost", loss <= 0.1)
    bench.record("processor time of these imports", f"{processor['without']:.1f} s, {processor['with']:.1f} s with 2 M")
    bench.record("2 M indicators: from the file to the first verdict", f"{facts['seconds']:.0f} s")
    bench.record("2 M indicators: resident, then", f"{facts['resident'] / 1e6:,.0f} MB")
    bench.record("events with a verdict, of those imported", f"{facts['risky']:,}", "> 0", facts["risky"] > 0)


def make_list(path, lines):
    """Half addresses, half names; a few of the addresses are those of the log, so that there is something to match."""
    if not path.exists():
        chance = random.Random(7)
        found = set()
        with open(lines, encoding="ascii") as log:
            for number, line in enumerate(log):
                if number % 500 == 0 and " SRC=" in line:
                    found.add(line.split(" SRC=")[1].split()[0])
                if number > 500_000:
                    break
        with open(path, "w", encoding="ascii") as out:
            out.writelines(address + "\n" for address in sorted(found))
            for number in range(INDICATORS // 2):
                first = chance.choice((23, 45, 62, 77, 91, 103, 146, 151, 178, 185))
                out.write(f"{first}.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}\n")
                out.write(f"h{number:x}.{chance.randrange(1 << 40):x}.example.net\n")
    return {"id": "bench", "url": str(path), "confidence": 90, "category": "Malware"}


def configure(path, feeds):
    """Only these lists. JSON is YAML."""
    text = "intel:\n  enabled: 'true'\n"
    if feeds:
        text += "  feeds:\n" + "".join(f"    - {json.dumps(feed)}\n" for feed in feeds)
    path.write_text(text, encoding="utf-8")
    return path


def measure(bench, config, lines, indicators):
    """Events per second of an import into a fresh, running Earshot that knows so many indicators."""
    data = bench.folder / "intel"
    shutil.rmtree(data, ignore_errors=True)
    with Server(bench, data, "--config", config) as server:
        server.wait()
        while server.request("/api/v1/intel")["entries"] < indicators * 0.95:
            if time.monotonic() - server.started > 600:
                raise RuntimeError("the indicators are not read")
            time.sleep(0.5)
        facts = {"seconds": time.monotonic() - server.started}
        time.sleep(15)  # what else a start does is over then
        facts["resident"] = server.resident()[0]
        before, started = server.processor(), time.monotonic()
        subprocess.run([bench.earshot, "import", lines, "--data-dir", data], check=True, stdout=bench.null, stderr=bench.null)
        rate = LINES / (time.monotonic() - started)
        facts["processor"] = server.processor() - before
        facts["risky"] = server.query("NetworkSession | where ThreatOriginalRiskLevel != 'none' | count")[0][0]
    return rate, facts
