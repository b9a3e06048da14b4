"""How much of Kusto's language is spoken: the scorer and cases of $EARSHOT_SHARED/kql."""
import os
import pathlib
import re
import subprocess
import sys

from harness import ROOT

BARS = {"emulator": 70, "must_fail": 95, "docs": 40}


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
