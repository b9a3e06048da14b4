#!/usr/bin/env python3
"""What scripts rely on: the commands' input, output and status, imports that never double, sign-in.

    Tests/EndToEnd/interfaces.py [TEST …]      (see kit.py)
"""
import csv
import gzip
import io
import json
import re
import stat
import urllib.request

from kit import ROOT, Server, check, equal, firewall_line, has, main, run, succeed

# The two sample lines of the reference format.
DROP = (
    "<12>Sep 19 13:15:55 mephisto-D167CB1-C kernel: DROP IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 "
    "SRC=165.154.49.137 DST=139.48.125.218 LEN=44 TOS=0x00 PREC=0x00 TTL=44 ID=0 DF PROTO=TCP SPT=47436 DPT=9704 "
    "SEQ=1226283879 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 OPT (02040584) MARK=0x8000000")
OUT = (
    "<14>Sep 19 13:13:16 mephisto-D167CB1-C kernel: OUT_CONN IN=br0 OUT=eth0 "
    "MAC=04:42:1a:cd:5a:00:ae:39:1a:67:9e:8f:08:00 SRC=192.168.50.6 DST=17.148.146.49 LEN=1228 TOS=0x02 PREC=0x00 "
    "TTL=63 ID=0 DF PROTO=UDP SPT=58473 DPT=443 LEN=1208")
PASSWORD = "correct horse battery"
LINES = 3000


def batch_queries(folder):
    """earshot query --batch --in-memory answers each line with one line, in order, errors among them."""
    questions = [
        {"id": "a", "query": "print X = 1 + 1, Y = 'ä\"\\n'"},
        {"id": 2, "query": "datatable(A: long, B: datetime)[1, datetime(2025-01-02), long(null), datetime(null)]"},
        {"id": "wrong", "query": "NetworkSession | where Nope == 1"},
        {"id": "empty", "query": "NetworkSession | count"},
        {"query": "print 1"},
    ]
    text = "\n".join(map(json.dumps, questions)) + "\n\nno JSON\n"
    answers = [json.loads(line) for line in succeed("query", "--batch", "--in-memory", text=text).splitlines()]
    equal([answer["id"] for answer in answers], ["a", 2, "wrong", "empty", None, None], "ids")
    equal(answers[0]["columns"], [{"name": "X", "type": "long"}, {"name": "Y", "type": "string"}], "columns")
    equal(answers[0]["rows"], [[2, 'ä"\n']], "rows")
    equal(answers[1]["rows"][1], [None, None], "nulls")
    equal(set(answers[2]["error"]), {"code", "message", "span"}, "members of an error")
    start, end = answers[2]["error"]["span"]
    equal(questions[2]["query"][start:end], "Nope", "the error's place")
    equal(answers[3]["rows"], [[0]], "rows of an empty table")
    equal(answers[5]["error"]["code"], "bad-request", "code for a line that is no JSON")


def documented_queries(folder):
    """Every query in docs/queries.md is understood and runs; one that reads from another machine is checked and refused."""
    queries = re.findall(r"```kusto\n(.*?)```", (ROOT / "docs/queries.md").read_text(), re.S)
    check(len(queries) > 15, f"only {len(queries)} queries in docs/queries.md")
    text = "".join(json.dumps({"id": query.strip(), "query": query}) + "\n" for query in queries)
    for line in succeed("query", "--batch", "--in-memory", text=text).splitlines():
        answer = json.loads(line)
        refused = "externaldata" in answer["id"] and answer.get("error", {}).get("code") == "not-allowed"
        check("error" not in answer or refused, f"{answer['id'][:200]}\n      {answer.get('error')}")


def parse(folder):
    """earshot parse prints one object per input line; the two reference lines are understood completely."""
    out = succeed("parse", "--json", "-", text=f"{DROP}\n{OUT}\nhello\n\n").splitlines()
    objects = [json.loads(line) for line in out]
    equal([item["line"] for item in objects], [1, 2, 3, 4], "line numbers, the empty line's too")
    drop, out, hello = (item["fields"] for item in objects[:3])
    equal([item["table"] for item in objects[:3]], ["NetworkSession", "NetworkSession", "Syslog"], "tables")
    equal([item["family"] for item in objects[:2]], ["netfilter"] * 2, "families")
    wanted = {
        "SrcIpAddr": "165.154.49.137", "DstIpAddr": "139.48.125.218", "SrcPortNumber": 47436, "DstPortNumber": 9704,
        "NetworkProtocol": "TCP", "DvcAction": "Drop", "DvcHostname": "mephisto-D167CB1-C",
        "DvcInboundInterface": "eth0"}
    for name, value in wanted.items():
        equal(drop.get(name), value, f"the DROP line's {name}")
    wanted = {"SrcIpAddr": "192.168.50.6", "DstPortNumber": 443, "NetworkProtocol": "UDP", "DvcAction": "Allow"}
    for name, value in wanted.items():
        equal(out.get(name), value, f"the OUT_CONN line's {name}")
    has(json.dumps(drop), "1226283879", "1024", "02040584")
    equal(hello["SyslogMessage"], "hello", "the message")
    absent = run("parse", folder / "absent.log")
    equal(absent.returncode, 1, "status for a file that is not there")
    has(absent.err, folder / "absent.log", "No such file")


def count(folder):
    out = succeed("query", "NetworkSession | count", "--data-dir", folder / "data", "--format", "json")
    return json.loads(out)["rows"][0][0]


def log_files(folder):
    """The same content plain, compressed twice, and grown."""
    lines = [firewall_line(n) for n in range(LINES + 500)]
    text = "".join(line + "\n" for line in lines[:LINES]).encode()
    (folder / "router.log").write_bytes(text)
    with gzip.open(folder / "router.log.1.gz", "wb") as out:
        out.write(text)
    (folder / "grown.log").write_bytes(text + "".join(line + "\n" for line in lines[LINES:]).encode())
    (folder / "old.zst").write_bytes(zstd_frame(text))
    return ["router.log", "router.log.1.gz", "old.zst"]


def zstd_frame(data):
    """A zstd frame of raw blocks (RFC 8878 §3.1.1): valid, though nothing is smaller."""
    size = 100_000
    pieces = [data[start:start + size] for start in range(0, len(data), size)]
    blocks = b"".join(
        (len(piece) << 3 | (index == len(pieces) - 1)).to_bytes(3, "little") + piece for index, piece in enumerate(pieces))
    return bytes.fromhex("28b52ffda0") + len(data).to_bytes(4, "little") + blocks


def import_once(folder):
    """A file is imported once: again, by another name, as gzip and zstd it adds nothing; what has grown adds the rest."""
    names = log_files(folder)
    for name in names + names:
        succeed("import", folder / name, "--data-dir", folder / "data")
        equal(count(folder), LINES, f"rows after {name}")
    succeed("import", folder / "grown.log", "--data-dir", folder / "data")
    equal(count(folder), LINES + 500, "rows after the file has grown")
    succeed("import", "-", "--data-dir", folder / "data", text=firewall_line(9999) + "\n")
    equal(count(folder), LINES + 501, "rows after standard input")
    absent = run("import", folder / "absent.log", folder / "router.log", "--data-dir", folder / "data")
    equal(absent.returncode, 1, "status for a file that is not there")
    has(absent.out + absent.err, "absent.log")


def import_while_running(folder):
    """While a server has the data directory, earshot import hands files to it, with the same guarantees."""
    names = log_files(folder)
    with Server(folder) as server:
        for name in names + names:
            out = succeed("import", folder / name, "--data-dir", folder / "data")
            equal(count(folder), LINES, f"rows after {name}: {out.strip()}")
        has(out, "nothing new")
        succeed("import", folder / "grown.log", "--data-dir", folder / "data")
        equal(server.number("NetworkSession | count"), LINES + 500, "rows after the file has grown")
        (folder / "garbage.gz").write_bytes(b"\x1f\x8b\x08" + b"garbage" * 50)
        broken = run("import", folder / "garbage.gz", "--data-dir", folder / "data")
        equal(broken.returncode, 1, "status for a damaged file")
        has(broken.err, "garbage.gz")
    equal(count(folder), LINES + 500, "rows after the server has ended")
    succeed("import", folder / "router.log", "--data-dir", folder / "data")
    equal(count(folder), LINES + 500, "rows after the file that the server knows")


def query(folder):
    """earshot query gives the same answer from a running server and from the directory, in each format."""
    kql = 'Syslog | project Line, N = 1.5, T = datetime(2025-01-02 03:04:05) | sort by Line asc'
    tricky = ['<13>Oct 11 22:14:15 host app: a,b "quoted"', "<13>Oct 11 22:14:15 host app: plain"]

    def answers():
        done = {form: succeed("query", kql, "--data-dir", folder / "data", "--format", form) for form in ("json", "csv")}
        table = succeed("query", kql, "--data-dir", folder / "data")
        has(table, "Line", "plain", "2025-01-02 03:04:05Z", "2 rows in")
        return done

    with Server(folder) as server:
        server.ingest("\n".join(tricky).encode())
        from_server = answers()
        wrong = run("query", "Syslog | where Nope == 1", "--data-dir", folder / "data")
        equal(wrong.returncode, 1, "status for a wrong query")
        has(wrong.err, "Nope", "^^^^")
    from_directory = answers()
    equal(from_directory, from_server, "answers of the directory")
    equal([row[0] for row in json.loads(from_server["json"])["rows"]], tricky, "JSON rows")
    rows = list(csv.reader(io.StringIO(from_server["csv"])))
    equal([row[0] for row in rows], ["Line", *tricky], "CSV rows")
    equal(json.loads(from_server["json"])["columns"][1], {"name": "N", "type": "real"}, "a JSON column")
    nothing = run("query", "print 1", "--data-dir", folder / "elsewhere")
    equal(nothing.returncode, 1, "status without data")
    has(nothing.err, folder / "elsewhere", "earshot serve", "--data-dir")


def config(folder):
    """earshot config prints each setting, its value and where it comes from; the command line is above the environment,
    that above the file."""
    (folder / "earshot.yaml").write_text("web:\n  port: 1001\n  names: [a.home, b.home]\nretention:\n  days: 7\n")
    out = succeed("config", "--data-dir", folder / "x", folder=folder, environment={"EARSHOT_WEB_PORT": "2002"})
    has(out, "web.port: 2002    # environment EARSHOT_WEB_PORT", "retention.days: 7    # earshot.yaml:5",
        f"dataDirectory: {folder}/x    # command line", "web.names: a.home,b.home", "syslog.udpPort: 5140    # default")


def sign_in(folder):
    """With a password other machines may ask, after signing in; without, they are refused."""
    short = run("passwd", "--data-dir", folder / "data", text="short\n")
    equal(short.returncode, 1, "status for a short password")
    succeed("passwd", "--data-dir", folder / "data", text=PASSWORD + "\n")
    file = folder / "data" / "password"
    equal(stat.S_IMODE(file.stat().st_mode), 0o600, "mode of the password's file")
    check(PASSWORD not in file.read_text(), "the password is stored as it is")
    with Server(folder, host="0.0.0.0") as server:
        protected = [
            ("POST", "/api/v1/query", {"query": "print 1"}), ("POST", "/api/v1/ingest", b"x"), ("GET", "/api/v1/status", None),
            ("GET", "/api/v1/live", None), ("GET", "/api/v1/schema", None), ("GET", "/metrics", None),
            ("DELETE", "/api/v1/query/x", None), ("POST", "/api/v1/demo", None), ("DELETE", "/api/v1/demo", None)]
        for method, path, body in protected:
            status, error = server.refusal(method, path, body)
            equal((status, error["code"]), (401, "sign-in-needed"), f"{method} {path}")
        status, error = server.refusal("POST", "/api/v1/session", {"password": "wrong"})
        equal((status, error["code"]), (401, "wrong-password"), "a wrong password")
        equal(json.loads(server.request("GET", "/api/v1/session")), {"required": True, "authenticated": False}, "session")
        server.cookie = open_session(server)
        equal(server.number("print 1"), 1, "a query with the session")
        cookie, server.cookie = server.cookie, None
        status, _ = server.refusal("POST", "/api/v1/query", {"query": "print 1"}, {"Cookie": cookie[:-4] + "aaaa"})
        equal(status, 401, "a made-up session")
        # The command line proves by a file that it may read the directory.
        equal(count(folder), 0, "rows by earshot query")
        server.cookie = cookie
        server.request("DELETE", "/api/v1/session")
        equal(server.refusal("GET", "/api/v1/status")[0], 401, "status after signing out")
        server.cookie = None
        guesses = [server.refusal("POST", "/api/v1/session", {"password": f"guess {n}"})[0] for n in range(6)]
        check(429 in guesses, f"guessing is not slowed down: {guesses}")
    succeed("passwd", "--remove", "--data-dir", folder / "data")
    refused = run("serve", "--data-dir", folder / "data", "--host", "0.0.0.0", "--http-port", 0, "--udp-port", 0,
                  "--tcp-port", 0, seconds=20)
    check(refused.returncode > 0, "every machine may ask without a password")


def open_session(server):
    body = json.dumps({"password": PASSWORD}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{server.http}/api/v1/session", data=body, method="POST")
    with urllib.request.urlopen(request) as answer:
        cookie = answer.headers["Set-Cookie"]
    has(cookie, "HttpOnly", "SameSite=Strict")
    return cookie.split(";")[0]


def other_sites(folder):
    """Without a password, requests that another web site makes through the browser are refused."""
    with Server(folder) as server:
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            status, _ = server.refusal("POST", "/api/v1/query", {"query": "print 1"}, headers)
            check(status in (403, 421), f"{headers}: {status}")


if __name__ == "__main__":
    main([batch_queries, documented_queries, parse, import_once, import_while_running, query, config, sign_in, other_sites])
