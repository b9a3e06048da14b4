"""`earshot query` on a terminal, typed into through a pseudo-terminal. See clients.py."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from kit import PROGRAM, ENVIRONMENT, Server, Skipped, check, equal, firewall_line, has, run, succeed
from kusto import PYTHON, SLOW, run_client


def type_into(folder, data, *steps):
    """What the screen shows after each step; a step is what is typed and what is waited for."""
    order = {"program": PROGRAM, "arguments": ["query", *data], "steps": steps, "folder": str(folder),
             "history": str(folder / "history")}
    return run_client("terminal_client.py", "pexpect", order, 180)


MEMORY = ["--in-memory"]


def terminal_answers(folder):
    """A question typed on a terminal is answered with a table; errors show their place; Ctrl-D ends."""
    shown = type_into(
        folder, MEMORY, ["", "kql> "], ["print x = 6 * 7, s = 'ä'\r", "1 row in"], ["print Nope\r", "error: .*"],
        ["\x04", "EOF"])
    has(shown[1], "x", "42", "ä")
    has(shown[2], "Nope", "^^^^")


def terminal_lines(folder):
    """Open brackets and a trailing pipe continue on the next line; cursor keys move and mend; pasted lines stay one query."""
    shown = type_into(
        folder, MEMORY, ["", "kql> "], ["range n from 1 to 9 step 1 |\r", "…"], ["count\r", "1 row in"],
        ["prnt 5\x1b[D\x1b[D\x1b[D\x1b[Di\r", "1 row in"], ["print 7 +\x1b\r8\r", "1 row in"],
        ["\x1b[200~datatable(a: long)[\n1, 2]\n| summarize total = sum(a)\x1b[201~\r", "1 row in"],
        ["print 1\x03", "kql> "], ["\x04", "EOF"])
    for index, number in ((2, "9"), (3, "5"), (4, "15"), (5, "3")):
        has(shown[index], number)


def terminal_history(folder):
    """Arrow up brings earlier questions back, also in the next session; the file is for its owner alone."""
    type_into(folder, MEMORY, ["", "kql> "], ["print 'first one'\r", "1 row in"], ["\x04", "EOF"])
    shown = type_into(folder, MEMORY, ["", "kql> "], ["\x1b[A", "first one"], ["\r", "1 row in"], ["\x04", "EOF"])
    has(shown[2], "first one")
    equal(oct((folder / "history").stat().st_mode & 0o777), "0o600", "mode of the history")


def terminal_completion(folder):
    """Tab completes tables at the beginning, operators behind a pipe, columns and functions elsewhere."""
    shown = type_into(
        folder, MEMORY, ["", "kql> "], ["NetworkSe\t", "NetworkSession"], [" | summa\t", "summarize"],
        [" dcount(SrcIpA\t", "SrcIpAddr"], [") by NetworkDi\t", "NetworkDirection"], ["\r", "0 rows in"],
        ["print geo_dis\t", "geo_distance_"], ["\t", "geo_distance_point_to_line"], ["\x03", "kql> "], ["\x04", "EOF"])
    has(shown[5], "dcount_SrcIpAddr", "NetworkDirection")


def terminal_cancel(folder):
    """Ctrl-C stops a running query of the running server, and the next question is answered."""
    with Server(folder) as server:
        shown = type_into(
            folder, ["--data-dir", str(server.data)], ["", "kql> "], [SLOW + "\r", "Ctrl-C stops"], ["\x03", "cancelled"],
            ["print 'still here'\r", "1 row in"], ["\x04", "EOF"])
        has(shown[3], "still here")


def terminal_charts(folder):
    """render draws bars and curves in characters, from the store and from the running server alike."""
    bars = "datatable(Name: string, Events: long)['long', 40, 'short', 10] | render barchart"
    line = "range n from 0 to 48 step 1 | extend t = datetime(2026-01-01) + n * 1h | project t, Load = n % 24 | render timechart"
    pie = "datatable(Name: string, Events: long)['a', 75, 'b', 25] | render piechart with (title='Shares')"
    two = "datatable(t: datetime, k: string, n: long)[datetime(2026-01-01), 'up', 1, datetime(2026-01-02), 'up', 2, " \
          "datetime(2026-01-01), 'down', 2, datetime(2026-01-02), 'down', 1] | render timechart"
    shown = type_into(folder, MEMORY, ["", "kql> "], [bars + "\r", "10\r"], [line + "\r", "2026-01-03"], ["\x04", "EOF"])
    has(shown[1], "long", "████", "40")
    drawn = succeed("query", "--in-memory", "--format", "chart", bars)
    long, short = (row.count("█") for row in drawn.splitlines())
    equal(round(long / short), 4, "the bars' lengths")
    drawn = succeed("query", "--in-memory", "--format", "chart", line)
    check(sum(0x2800 < ord(c) <= 0x28ff for c in drawn) > 40, f"no curve:\n{drawn}")
    has(drawn, "2026-01-01 00:00", "2026-01-03 00:00", "23")
    has(succeed("query", "--in-memory", "--format", "chart", pie), "Shares", "75 %", "25 %")
    has(succeed("query", "--in-memory", "--format", "chart", two), "● up", "○ down")
    has(succeed("query", "--in-memory", bars), "Name", "2 rows in")
    for odd in ("datatable(x: real, y: real)[1e300, -1e308, 2e300, 1e308] | render scatterchart", "print x = 1e30, y = 1e30 | render columnchart",
                "datatable(x: string, y: real)['a', real(nan), 'b', real(+inf)] | render barchart", "print 'no number' | render timechart"):
        succeed("query", "--in-memory", "--format", "chart", odd)
    series = "range n from 0 to 9 step 1 | extend t = datetime(2026-01-01) + n * 1h | make-series c = count() on t step 1h | project t, c | render timechart"
    has(succeed("query", "--in-memory", "--format", "chart", series), "2026-01-01 00:00", "2026-01-01 09:00")
    with Server(folder) as server:
        drawn = succeed("query", "--data-dir", server.data, "--format", "chart", line)
        has(drawn, "2026-01-01 00:00", "2026-01-03 00:00")
        check(sum(0x2800 < ord(c) <= 0x28ff for c in drawn) > 40, f"no curve from the server:\n{drawn}")


def terminal_width(folder):
    """A table that is wider than the terminal shows the columns that fit and says what it leaves out; a pipe gets all."""
    with Server(folder) as server:
        server.ingest(firewall_line(7).encode() + b"\n")
        data = ["--data-dir", str(server.data)]
        shown = type_into(folder, data, ["", "kql> "], ["NetworkSession | take 1\r", "not shown: .*empty"], ["\x04", "EOF"])
        has(shown[1], "TimeGenerated", "more columns")
        check(max(len(line) for line in shown[1].splitlines()) <= 120, "a line is wider than the terminal")
        has(succeed("query", *data, "NetworkSession | take 1"), "TimeGenerated", "DstPortNumber", "NetworkRuleName")


def terminal_help(folder):
    """What people type at every prompt is understood here too."""
    shown = type_into(folder, MEMORY, ["", "kql> "], ["help\r", "exit ends"], ["exit\r", "EOF"])
    has(shown[1], "NetworkSession | where", "earshot pattern")
    check("error" not in "".join(shown), "no word of the prompt's is taken for KQL")


def mistyped_command(folder):
    """A word that is no command is named, with the command it is nearest to."""
    wrong = run("qurey", "print 1")
    equal(wrong.returncode, 64, "the exit status of a wrong use")
    has(wrong.err, "There is no command 'qurey'", "Did you mean 'query'?", "earshot --help")
    has(run("abracadabra").err, "There is no command 'abracadabra'. `earshot --help` lists them all.")


def moments(folder):
    """A table shows moments without the zeros of their fraction, other forms as Kusto writes them."""
    kql = "print A = datetime(2026-01-02 03:04:05), B = datetime(2026-01-02 03:04:05.120)"
    has(succeed("query", "--in-memory", kql), "2026-01-02 03:04:05Z", "2026-01-02 03:04:05.12Z")
    has(succeed("query", "--in-memory", "--format", "csv", kql), "2026-01-02T03:04:05.0000000Z")


def other_name(folder):
    """The command line finds a running server whatever its program is called."""
    copy = folder / "listener"
    os.symlink(PROGRAM, copy)
    real = folder / "some-other-name"
    shutil.copy2(PROGRAM, real)
    for path in pathlib.Path(PROGRAM).resolve().parent.glob("*.resources"):
        os.symlink(path, folder / path.name)
    with Server(folder, prefix=["/bin/sh", "-c", f'shift; exec "{real}" "$@"', "sh"]) as server:
        server.ingest(firewall_line(1).encode() + b"\n")
        name = pathlib.Path(f"/proc/{server.process.pid}/comm").read_text().strip()
        equal(name, "some-other-name", "the program's name")
        has(succeed("query", "--data-dir", server.data, "NetworkSession | count"), "1 row")


TESTS = [terminal_answers, terminal_lines, terminal_history, terminal_completion, terminal_cancel, terminal_charts,
         terminal_width, terminal_help, mistyped_command, moments, other_name]
