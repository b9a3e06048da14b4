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
ROUNDS = 3


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
    """Rules compiled in one process: for the first time, and warm."""
    rules = [p.read_text(encoding="utf-8-sig") for p in sorted(folder.joinpath("rules").glob("*.kql"))]
    lines = [json.dumps({"id": i, "query": text}) for _ in range(ROUNDS) for i, text in enumerate(rules)]
    answers = subprocess.run(
        [bench.earshot, "query", "--batch", "--check", "--in-memory"], input="\n".join(lines).encode(), capture_output=True,
        check=True).stdout.decode().splitlines()
    rounds = [[json.loads(line) for line in answers[i:i + len(rules)]] for i in range(0, len(answers), len(rules))]
    report(bench, "KQL: compile a rule for the first time", rounds[0], None)
    report(bench, "KQL: compile a rule again", [answer for part in rounds[1:] for answer in part], COMPILE_MILLISECONDS)
    middle = {i for i, text in enumerate(rules) if 30 <= len(text.splitlines()) <= 50}
    report(bench, "KQL: compile a rule of 30 to 50 lines again",
           [answer for part in rounds[1:] for answer in part if answer["id"] in middle], COMPILE_MILLISECONDS)


def report(bench, name, answers, bar):
    times = sorted(answer["milliseconds"] for answer in answers if "milliseconds" in answer)
    median, high = statistics.median(times), times[int(0.9 * (len(times) - 1))]
    text = f"{median:.2f} ms median, {high:.2f} ms at 90 %, {times[-1]:.2f} ms worst of {len(times)}"
    if bar is None:
        bench.record(name, text)
    else:
        bench.record(name, text, f"≤ {bar} ms at 90 %", high <= bar)
