#!/usr/bin/env python3
"""Bad input by every way in: every line is kept, a reason says why it was not understood, nothing crashes.

    Tests/EndToEnd/bad_input.py [TEST …]      (see kit.py)

`earshot parse` is the measure: what it says of a line has to be in the store, whichever way the line came.
"""
import collections
import gzip
import json
import random
import time

from kit import Server, check, equal, firewall_line, main, succeed, wait_for

SEED = 20251
LONG = 1 << 20  # bytes of the long line; a datagram takes 65,507
FUZZED = 3000
# Bytes that end a line on some of the ways.
LINE_ENDS = b"\n\r\0"


def noise(dice, length):
    return bytes(byte for byte in dice.randbytes(length) if byte not in LINE_ENDS)


def bad_lines(dice):
    """(line, reason why it is in Syslog; None: it is understood all the same)."""
    good = firewall_line(1).encode()
    return [
        (noise(dice, 300), "not_text"),
        (b"<" + noise(dice, 2000), "not_text"),
        (b"<13>Oct 11 22:14:15 host app: caf\xe9 stra\xdfe", "no_family"),
        (good.replace(b"DPT=8", b"DPT=99999"), "impossible_value"),
        (good.replace(b"SRC=45.", b"SRC=450."), "impossible_value"),
        (good[:good.index(b"SRC=") + 7], "truncated"),
        (b"<13>Feb 31 25:61:61 host app: this day never was", "no_family"),
        (b"<13>1 9999-99-99T99:99:99.999999999Z host app - - - neither was this one", "no_family"),
        (good.replace(good[4:19], b"Feb 31 25:61:61"), None),
        (b"<99999999999999999999>Oct 11 22:14:15 host app: a priority beyond all numbers", "no_family"),
        (b"<13>", "no_family"),
        (b"\xef\xbb\xbf<13>Oct 11 22:14:15 host app: a byte order mark", "no_family"),
    ]


def fuzzed_lines(dice):
    """Good lines with bytes changed, put in, taken out, cut off."""
    lines = []
    while len(lines) < FUZZED:
        line = bytearray(firewall_line(dice.randrange(60000)).encode())
        for _ in range(dice.randrange(1, 6)):
            at = dice.randrange(len(line))
            change = dice.randrange(4)
            if change == 0:
                line[at] = dice.randrange(256)
            elif change == 1:
                line[at:at] = dice.randbytes(dice.randrange(1, 9))
            elif change == 2:
                del line[at:at + dice.randrange(1, 20)]
            else:
                del line[max(at, 20):]
        line = bytes(byte for byte in line if byte not in LINE_ENDS)
        if line.strip():
            lines.append(line)
    return lines


def expected(lines):
    """What `earshot parse` makes of the lines: how many of which table and reason."""
    out = succeed("parse", "--json", "-", text=b"\n".join(lines) + b"\n")
    objects = [json.loads(line) for line in out.splitlines()]
    equal(len(objects), len(lines), "objects printed by earshot parse")
    return collections.Counter(
        item["fields"]["UnparsedReason"] if item["table"] == "Syslog" else "NetworkSession" for item in objects)


def stored(ask):
    counts = collections.Counter({reason: count for reason, count in ask("Syslog | summarize count() by UnparsedReason")})
    counts["NetworkSession"] = ask("NetworkSession | count")[0][0]
    return +counts


def by_each_way(server, lines):
    """Sends the lines by every way of the server and compares; a long line needs a stream."""
    short = [line for line in lines if len(line) < 60_000]
    ways = {
        "udp": (short, lambda data: send_slowly(server, data)),
        "tcp": (lines, lambda data: server.send_tcp(b"\n".join(data) + b"\n")),
        "http": (lines, lambda data: server.ingest(b"\n".join(data))),
        "http, gzip": (lines, lambda data: server.ingest(gzip.compress(b"\n".join(data)))),
        "upload": (lines, lambda data: server.ingest(b"\n".join(data), name="bad.log")),
    }
    total = collections.Counter()
    for way, (data, send) in ways.items():
        total += expected(data)
        send(data)
        deadline = time.monotonic() + 20
        while stored(server.rows) != total and time.monotonic() < deadline:
            time.sleep(0.1)
        equal(stored(server.rows), total, f"rows after {way}")
    equal(server.status()["counters"]["dropped"], {}, "dropped lines")


def send_slowly(server, lines):
    """A loopback sender can outrun any receiver."""
    for start in range(0, len(lines), 200):
        server.send_udp(*lines[start:start + 200])
        time.sleep(0.02)


def named_faults(folder):
    """Random bytes, invalid UTF-8, impossible values, truncated lines and dates that never were: each kept by UDP,
    TCP, HTTP and upload under the reason it has."""
    cases = bad_lines(random.Random(SEED))
    for line, reason in cases:
        equal(expected([line]), {reason or "NetworkSession": 1}, f"reason for {line[:120]!r}")
    # A file that begins with noise is refused as a whole: it is no log. So the noise comes later.
    ordinary = [firewall_line(n).encode() for n in range(100)]
    with Server(folder) as server:
        by_each_way(server, ordinary + [line for line, _ in cases])
        shown = server.number("Syslog | where SyslogMessage has 'caf\ufffd' | count")
        equal(shown, 5, "lines with invalid UTF-8 repaired with U+FFFD")
        old = server.number("NetworkSession | where TimeGenerated < ago(1h) or TimeGenerated > now() + 1h | count")
        equal(old, 0, "lines with a date that never was, filed elsewhere than at their arrival")


def long_lines(folder):
    """A line of 1 MB is kept, cut at the bound, and its neighbours are not touched."""
    lines = [firewall_line(1).encode(), b"<13>long: " + b"x" * (LONG - 10), firewall_line(2).encode()]
    equal(expected(lines), {"NetworkSession": 2, "too_long": 1}, "reasons")
    with Server(folder) as server:
        by_each_way(server, lines)
        longest = server.number("Syslog | summarize max(strlen(Line))")
        check(60_000 < longest <= 65_536, f"the line kept has {longest} characters")
        # Twice the bound of a request's line.
        server.send_tcp(b"y" * (2 * LONG) + b"\n" + firewall_line(3).encode() + b"\n")
        wait_for(lambda: server.number("NetworkSession | where SrcIpAddr == '45.0.0.3' | count") == 1, "the next line")


def fuzzed(folder):
    """Thousands of mutated firewall lines: by every way as many rows as lines, and of the kinds `earshot parse` says."""
    lines = fuzzed_lines(random.Random(SEED))
    with Server(folder) as server:
        by_each_way(server, lines)


def imported(folder):
    """The same bad lines from a file, imported without a server."""
    dice = random.Random(SEED)
    lines = fuzzed_lines(dice) + [line for line, _ in bad_lines(dice)] + [b"z" * LONG]
    (folder / "bad.log").write_bytes(b"\n".join(lines))
    succeed("import", folder / "bad.log", "--data-dir", folder / "data")

    def ask(kql):
        return json.loads(succeed("query", kql, "--data-dir", folder / "data", "--format", "json"))["rows"]

    equal(stored(ask), expected(lines), "rows after the import")


def broken_streams(folder):
    """Broken connections: counts that lie, half lines, nothing at all. The listener goes on."""
    with Server(folder) as server:
        server.send_tcp(b"")
        server.send_tcp(b"99999999 <13>a count that lies\n")
        server.send_tcp(b"300 <13>a count beyond the end of the connection")
        server.send_tcp(b"<13>half a line without an end")
        server.send_tcp(b"\0\0\0\n\n\r\n")
        for _ in range(50):
            server.send_tcp(random.Random(SEED).randbytes(3000))
        server.send_tcp(firewall_line(7).encode())
        wait_for(lambda: server.number("NetworkSession | where SrcIpAddr == '45.0.0.7' | count") == 1, "the last line")
        for part in ("a count beyond the end", "half a line without"):
            equal(server.number(f"Syslog | where Line has '{part}' | count"), 1, f"rows with {part!r}")


if __name__ == "__main__":
    main([named_faults, long_lines, fuzzed, imported, broken_streams])
