"""Detections against households with known truth (Tests/Judge), small ones; the whole takes judge.py.

The bars are a little below what many seeds reach, so that a detection that breaks fails and luck does not.
"""
import os
import sys

from kit import PROGRAM, ROOT, check, main

sys.path.insert(0, str(ROOT / "Tests" / "Judge"))
os.environ["EARSHOT"] = PROGRAM
from judge import judge  # noqa: E402

SEED, DAYS, SCALE = 2, 14, 0.5
# Score: the least share found, the most that may be wrong.
BARS = {
    "vertical, within 24 h of the tenth": (0.95, 0), "research scanners labelled": (1, 0), "distributed": (1, 0),
    "call-homes": (0.9, 1), "benign rhythms labelled": (1, 0), "A device began to call home": (0.8, 0),
    "Data goes out in names": (1, 0), "A device asks for generated names": (1, 0), "Somebody guesses passwords": (1, 0),
    "Many addresses guess passwords together": (1, 0), "A device sends out much more than usual": (1, 0),
    "A device stores much more in a cloud than ever": (1, 0), "New device": (1, 0), "A source stopped reporting": (1, 0),
    "A device of your own scans": (1, 0), "A device sends mail to many hosts": (1, 0), "A device uses Tor": (1, 0),
    "A thing of the house speaks in clear text": (1, 0), "A device passes by the home's name server": (1, 0),
    "A device talks to a country it never did": (1, 0), "everything else": (0, 1),
}


def part(name):
    def test(folder):
        about, scores = judge(name, SEED, DAYS, SCALE, folder)
        for score, right, there, said, notes in scores:
            least, most = BARS[score]
            check(right >= least * there, f"{about}: {score}: {right} of {there} found; {notes}")
            check(said - right <= most, f"{about}: {score}: {said - right} wrong; {notes}")
    test.__name__ = f"{name}_are_judged_rightly"
    test.__doc__ = f"{name}: what is planted is found, and hardly anything else."
    return test


if __name__ == "__main__":
    main([part(name) for name in ("probers", "rhythms", "names", "wild", "access", "few", "inside")])
