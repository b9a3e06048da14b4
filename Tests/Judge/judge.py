"""Judges the detections: invented households with known truth, through the real program.

    python3 Tests/Judge/judge.py --seeds 1 2 3          # all parts; EARSHOT names the program
    python3 Tests/Judge/judge.py --parts probers --days 10 --scale 0.3

The households share nothing with the demo but the reference's form of lines: other networks, devices, scanners and paces.
Per detection: how much of what is there was found, how much of what was found is there, and for scanners how long after
the tenth port. Rules are run as time passes (`earshot detect`), views are asked at each moment with the clock of then.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import tempfile

import access
import inside
import internet
import names
import rhythms
import wild
from home import Home
from lines import stamp
from scores import PARTS

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Program:
    """`earshot` with one household's data."""

    def __init__(self, home, folder):
        self.path, self.home = os.environ.get("EARSHOT") or str(ROOT / ".build/debug/earshot"), home
        self.folder, self.data = folder, folder / "data"
        self.environment = {**os.environ, "TZ": "UTC", "EARSHOT_INTEL_ENABLED": "false"}

    def run(self, *arguments, text=None):
        done = subprocess.run([self.path, *map(str, arguments), "--data-dir", str(self.data)], input=text, text=True,
                              capture_output=True, env=self.environment, cwd=self.folder, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"earshot {arguments[0]} failed: {done.stderr[-800:]}")
        return done.stdout

    def load(self, lines):
        self.run("import", lines)

    def ask(self, *queries):
        """The rows of each query."""
        text = "\n".join(json.dumps({"id": number, "query": query}) for number, query in enumerate(queries))
        answers = sorted((json.loads(line) for line in self.run("query", "--batch", "--timeout", 300, text=text).splitlines()), key=lambda a: a["id"])
        for answer in answers:
            if "error" in answer:
                raise RuntimeError(f"{answer['error']} for {queries[answer['id']]}")
        return [answer["rows"] for answer in answers]

    def at(self, seconds, query):
        """A query with the clock, and the events, of that moment."""
        moment = f"datetime({stamp(seconds)})"
        return (f"set query_now = {moment};\nset query_datetimescope_column = 'TimeGenerated';\n"
                f"set query_datetimescope_from = datetime(2000-01-01);\nset query_datetimescope_to = {moment};\n{query}")

    def findings(self):
        query = "Finding | project Rule = RuleName, Title, Entities = tostring(Entities), Details = tostring(Details), FirstSeen, Severity"
        return [dict(zip(("rule", "title", "entities", "details", "first", "severity"), row)) for row in self.ask(query)[0]]


def household(seed, part, days, scale):
    """The same seed gives the same lines; each part has its own household, so that a mistake has one cause."""
    home = Home(seed * 100 + len(part), days, devices=12 + seed % 9 if part in ("names", "wild", "inside") else 5 if part == "few" else None, has_flags=seed % 3 != 0,
                logs_outbound=part != "probers" or seed % 4 != 1)
    if part == "probers":
        internet.everything(home, scale)
    elif part == "rhythms":
        rhythms.everything(home)
        internet.knocks(home, 0.1)
    elif part == "names":
        names.everything(home)
        internet.knocks(home, 0.05)
    elif part == "wild":
        wild.everything(home)
        internet.knocks(home, 0.05)
    elif part in ("access", "few"):
        for device in home.devices:
            rhythms.browse(home, device, 20)
        internet.knocks(home, 0.3)
        access.everything(home)
    elif part == "inside":
        inside.everything(home)
        internet.knocks(home, 0.1)
    return home


def judge(part, seed, days, scale, folder):
    """The scores of one household."""
    home = household(seed, part, days, scale)
    count = home.write(folder / "lines.log")
    program = Program(home, folder)
    program.load(folder / "lines.log")
    about = (f"{part}, seed {seed}: {count:,} lines, {len(home.devices)} devices, "
             f"{'with' if home.has_flags else 'without'} flags, {'both ways' if home.logs_outbound else 'inbound only'}")
    return about, list(PARTS[part](home, program))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--keep", help="a folder to keep lines and data in")
    options = parser.parse_args()
    totals = collections.defaultdict(lambda: [0, 0, 0])
    for part in options.parts:
        for seed in options.seeds:
            with tempfile.TemporaryDirectory(prefix="earshot-judge-") as scratch:
                folder = pathlib.Path(options.keep or scratch) / f"{part}-{seed}"
                folder.mkdir(parents=True, exist_ok=True)
                about, scores = judge(part, seed, options.days, options.scale, folder)
                print(f"== {about}", flush=True)
                for name, right, there, said, notes in scores:
                    for index, value in enumerate((right, there, said)):
                        totals[name][index] += value
                    print(f"   {name}: {right} of {there} found, {said} said {notes}", flush=True)
    print("\ndetection                         there  found  said  recall  precision")
    for name, (right, there, said) in totals.items():
        print(f"{name:32}  {there:5}  {right:5}  {said:4}  {right / max(there, 1):6.3f}  {right / max(said, 1):9.3f}")


if __name__ == "__main__":
    main()
