"""How much of Kusto's language is spoken: the scorer and cases of $EARSHOT_SHARED/kql."""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

from harness import ROOT

BARS = {"emulator": 78.9, "must_fail": 100, "docs": 88}
COMPILE_MILLISECONDS = 3


def run(bench):
    folder = (ROOT / os.environ.get("EARSHOT_SHARED", "../shared")).resolve() / "kql"
    if not pathlib.Path(folder, "score.py").exists():
        bench.record("KQL scores", f"left out: no {folder}")
        return
    for name, bar in BARS.items():
        cases = folder / "dev" / f"{name}.jsonl"
        results = bench.folder / f"kql-{name}.jsonl"
        with open(cases, "rb") as questions, open(results, "wb") as answers:
            subprocess.run([bench.earshot, "query", "--batch", "--in-memory"], stdin=questions, stdout=answers, check=True)
        score = subprocess.run([sys.executable, folder / "score.py", cases, results], capture_output=True, check=True)
        text = score.stdout.decode().strip().splitlines()[-1]
        percent = float(re.search(r"\(([\d.]+)%\)", text)[1])
        bench.record(f"KQL: {name}", text.split(": ", 1)[1], f"≥ {bar} %", percent >= bar)
    compile_times(bench, folder)


def compile_times(bench, folder):
    """A warm compilation of a rule of about 40 lines: the second time round, in the same process."""
    rules = [p.read_text(encoding="utf-8-sig") for p in sorted(folder.joinpath("rules").glob("*.kql"))]
    rules = [text for text in rules if 30 <= len(text.splitlines()) <= 50]
    lines = [json.dumps({"id": i, "query": text}) for _ in range(3) for i, text in enumerate(rules)]
    answers = subprocess.run(
        [bench.earshot, "query", "--batch", "--check", "--in-memory"], input="\n".join(lines).encode(), capture_output=True,
        check=True).stdout.decode().splitlines()[len(rules):]
    times = [answer["milliseconds"] for answer in map(json.loads, answers) if "milliseconds" in answer]
    median, worst = statistics.median(times), max(times)
    bench.record("KQL: compile a rule of 30 to 50 lines", f"{median:.2f} ms median, {worst:.2f} ms worst of {len(times)}",
                 f"≤ {COMPILE_MILLISECONDS} ms", median <= COMPILE_MILLISECONDS)
