"""Lines of every log family by the hundred thousand: the fixtures' own lines, over and over, with other addresses and
times."""
import collections
import json
import random
import re

from harness import ROOT

FIXTURES = ROOT / "Fixtures/logs"
# Lines that differ in a block, and how often the block is repeated, each time with other addresses.
BLOCK, REPEATS = 30_000, 10
# A digit of each address that a repetition of the block replaces.
MARK = b"\x01"
ADDRESS = re.compile(rb"(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.)(\d{1,3})(?![\d.])")
SECONDS = re.compile(rb"(?<!\d)(\d\d:\d\d:)\d\d(?!\d)")


def families():
    """The recognized lines of each family, as its fixtures have them."""
    lines = collections.defaultdict(list)
    for expected in sorted(FIXTURES.glob("*/*/expected.jsonl")):
        content = (expected.parent / "input.log").read_bytes().split(b"\n")
        for text in expected.read_text(encoding="utf-8").splitlines():
            record = json.loads(text)
            if record["table"] == "Syslog" or record.get("family") is None:
                continue
            line = content[record["line"] - 1]
            if line and MARK not in line and b"\r" not in line:
                lines[record["family"]].append(line)
    return dict(sorted(lines.items()))


def is_json(lines):
    """Whether the family writes documents: these may take twice as long."""
    return sum(b'{"' in line for line in lines) * 2 > len(lines)


class Variations:
    """A line that is another one each time."""

    def __init__(self, line):
        self.pieces = []
        position = 0
        for found in sorted([*ADDRESS.finditer(line), *SECONDS.finditer(line)], key=lambda found: found.start()):
            if found.start() < position:
                continue
            self.pieces += [line[position:found.start()] + found[1], found.re is ADDRESS]
            position = found.end()
        self.rest = line[position:]

    def next(self, dice):
        out = []
        for piece in self.pieces:
            if piece is True:
                out.append(b"%d" % dice.randrange(1, 25) + MARK)
            elif piece is False:
                out.append(b"%02d" % dice.randrange(60))
            else:
                out.append(piece)
        out.append(self.rest)
        return b"".join(out)


def block(lines, count, dice):
    """`count` lines, each of the given ones equally often."""
    varied = [Variations(line) for line in lines]
    return [varied[index % len(varied)].next(dice) for index in range(count)]


def write(path, lines):
    """The block of lines, repeated; returns how many lines that makes."""
    content = b"\n".join(lines) + b"\n"
    with open(path, "wb") as file:
        for digit in range(REPEATS):
            file.write(content.replace(MARK, b"%d" % digit))
    return len(lines) * REPEATS


def shuffled(lines, seed):
    lines = list(lines)
    random.Random(seed).shuffle(lines)
    return lines
