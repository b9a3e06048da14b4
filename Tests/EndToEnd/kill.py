#!/usr/bin/env python3
"""Kills Earshot at random instants, at least twenty times, and looks for what was lost.

    Tests/EndToEnd/kill.py [--earshot PROGRAM] [--seed N] [--server-kills N] [--import-kills N] [--keep]

While a server receives numbered lines over UDP, TCP and HTTP it is killed with SIGKILL, some of the times while it is
still starting. After each restart: the store opens, no row that a query had shown is gone, every line that HTTP
acknowledged is there exactly once, no line is there twice, and what UDP and TCP sent well before the kill is there.
While `earshot import` reads a file (plain, gzip) it is killed; run again it goes on, and at the end every line is
there exactly once. Needs Python 3 alone. The seed is printed; the same seed kills after the same delays.
"""
import argparse
import gzip
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH = 25  # lines in one datagram run, one TCP write, one HTTP request
PORT_OF = {"udp": 40001, "tcp": 40002, "http": 40003, "file": 40004}
# What a kill may take from UDP and TCP is the batch in flight (up to 1 s); the rest is for a slow, busy machine.
SETTLED = 2.5
ENVIRONMENT = {
    **os.environ, "TZ": "UTC", "EARSHOT_INTEL_ENABLED": "false",
    # Whatever else listens on this machine is not in the way: a port that is taken makes the server's health bad.
    **{f"EARSHOT_{port}_PORT": "0" for port in ("SYSLOG_TLS", "FLOWS_NETFLOW", "FLOWS_IPFIX", "FLOWS_SFLOW")}}

# What a request to a server that is being killed may end with.
BROKEN = (OSError, ValueError, http.client.HTTPException)


class Lost(Exception):
    """A promise was broken."""


def line(kind, number, address):
    """A line of the reference format; its source port says how it came, its source address which line it is."""
    return (
        f"<12>{time.strftime('%b %e %H:%M:%S', time.gmtime())} kill-router kernel: DROP IN=eth0 OUT= "
        f"MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 SRC={address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}."
        f"{address & 255} DST=79.203.44.118 LEN=44 TOS=0x00 PREC=0x00 TTL=44 ID=0 DF PROTO=TCP SPT={PORT_OF[kind]} "
        f"DPT={number} SEQ=1226283879 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 OPT (02040584) MARK=0x8000000")


def batch(kind, number):
    first = (45 + PORT_OF[kind] - 40001) << 24 | number << 8
    return [line(kind, number, first + index + 1) for index in range(BATCH)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One run of `earshot serve`, from start to kill."""

    def __init__(self, program, folder):
        self.http, self.udp, self.tcp = free_port(), free_port(), free_port()
        self.log = open(folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [program, "serve", "--data-dir", folder / "data", "--host", "127.0.0.1", "--http-port", str(self.http),
             "--udp-port", str(self.udp), "--tcp-port", str(self.tcp)],
            stdout=self.log, stderr=self.log, env=ENVIRONMENT, cwd=folder)

    def wait(self, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Lost(f"the server ended by itself with status {self.process.returncode}: the store does not open?")
            try:
                self.request("/healthz")
                return
            except BROKEN:
                time.sleep(0.03)
        raise Lost(f"no answer from the server within {seconds} s of its start")

    def request(self, path, body=None, kind="application/json"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.http}{path}", data=body, headers={"Content-Type": kind} if body else {})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def query(self, kql):
        body = json.dumps({"query": kql, "limit": 100000}).encode()
        answer = json.loads(self.request("/api/v1/query", body))
        if answer.get("statistics", {}).get("truncated"):
            raise Lost("the test asked for more rows than it gets: use fewer rounds")
        return answer["rows"]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


class Rows:
    """What is in the store: by way and batch, how many rows, and how many different lines among them."""

    def __init__(self, server):
        rows = server.query(
            "NetworkSession | summarize Rows = count(), Lines = dcount(SrcIpAddr) by SrcPortNumber, DstPortNumber")
        names = {port: kind for kind, port in PORT_OF.items()}
        self.counts = {(names[port], number): (count, lines) for port, number, count, lines in rows}
        rows = server.query('Syslog | where SyslogMessage has "earshotkill" | summarize Rows = count() by SyslogMessage')
        self.notes = {text.split()[-1]: count for text, count in rows}

    def total(self):
        return sum(count for count, _ in self.counts.values())


class Traffic:
    """Numbered lines over three ways; remembers what was sent when, and what was acknowledged."""

    def __init__(self):
        self.next = dict.fromkeys(("udp", "tcp", "http"), 1)
        self.sent = {}  # (kind, number) -> when it was completely handed to the kernel
        self.acknowledged = set()
        self.seen = {}  # (kind, number) -> rows a query showed
        self.refusals = 0

    def run(self, server, stop):
        ways = [self.send_udp, self.send_tcp, self.send_http, self.watch]
        threads = [threading.Thread(target=way, args=(server, stop), daemon=True) for way in ways]
        for thread in threads:
            thread.start()
        return threads

    def number(self, kind):
        number = self.next[kind]
        self.next[kind] += 1
        return number

    def send_udp(self, server, stop):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            while not stop.wait(0.02):
                number = self.number("udp")
                for text in batch("udp", number):
                    out.sendto(text.encode(), ("127.0.0.1", server.udp))
                self.sent["udp", number] = time.monotonic()

    def send_tcp(self, server, stop):
        try:
            with socket.create_connection(("127.0.0.1", server.tcp), timeout=10) as out:
                while not stop.wait(0.02):
                    number = self.number("tcp")
                    texts = batch("tcp", number)
                    if number % 2:  # octet counting, RFC 6587 §3.4.1
                        data = b"".join(b"%d %s" % (len(text), text.encode()) for text in texts)
                    else:
                        data = b"".join(text.encode() + b"\n" for text in texts)
                    out.sendall(data)
                    self.sent["tcp", number] = time.monotonic()
        except OSError:
            pass  # the server is dead

    def send_http(self, server, stop):
        while not stop.is_set():
            number = self.number("http")
            lines = batch("http", number) + [f"<13>{time.strftime('%b %e %H:%M:%S', time.gmtime())} kill-router test: earshotkill {number}"]
            try:
                receipt = json.loads(server.request("/api/v1/ingest", "\n".join(lines).encode(), "text/plain"))
                if receipt.get("lines") != len(lines):
                    raise Lost(f"HTTP acknowledged {receipt} for {len(lines)} lines")
                self.acknowledged.add(number)
            except urllib.error.HTTPError:
                self.refusals += 1
            except BROKEN:
                return

    def watch(self, server, stop):
        while not stop.wait(0.1):
            try:
                rows = Rows(server)
            except BROKEN:
                return
            for key, (count, _) in rows.counts.items():
                self.seen[key] = max(self.seen.get(key, 0), count)

    def check(self, rows, killed):
        for key, (count, lines) in rows.counts.items():
            if count != lines or count > BATCH:
                raise Lost(f"doubled: {key} has {count} rows of {lines} different lines")
        for key, count in self.seen.items():
            found = rows.counts.get(key, (0, 0))[0]
            if found < count:
                raise Lost(f"committed rows are gone: {key} had {count} rows, now {found}")
        for number in self.acknowledged:
            found = rows.counts.get(("http", number), (0, 0))[0]
            notes = rows.notes.get(str(number), 0)
            if found != BATCH or notes != 1:
                raise Lost(f"HTTP acknowledged request {number}: {found} of {BATCH} sessions and {notes} of 1 notes are there")
        for (kind, number), moment in self.sent.items():
            if moment < killed - SETTLED and rows.counts.get((kind, number), (0, 0))[0] != BATCH:
                raise Lost(f"{kind} batch {number} was sent {killed - moment:.1f} s before the kill and is incomplete")
        for number, count in rows.notes.items():
            if count != 1:
                raise Lost(f"doubled: note {number} is there {count} times")
        # What was checked once need not be looked at again as "sent": it counts as seen from now on.
        self.sent.clear()
        self.seen = {key: count for key, (count, _) in rows.counts.items()}


def delays(kills, dice):
    """Seconds from start to kill; None means: while starting. Two runs are long enough for the flush by age."""
    result = []
    for index in range(kills):
        if index % 5 == 2:
            result.append(("starting", dice.uniform(0.02, 0.4)))
        elif index in (4, 11):
            result.append(("running", SETTLED + dice.uniform(0.8, 1.6)))
        else:
            result.append(("running", dice.uniform(0.05, 1.5)))
    return result


def kill_servers(program, folder, kills, dice):
    traffic = Traffic()
    killed = time.monotonic()
    for index, (when, delay) in enumerate(delays(kills, dice) + [("last", 0)]):
        server = Server(program, folder)
        if when == "starting":
            time.sleep(delay)
            server.kill()
            continue
        started = time.monotonic()
        try:
            server.wait()
            started = time.monotonic() - started
            rows = Rows(server)
            traffic.check(rows, killed)
            print(f"  start {index + 1}: {rows.total():7} rows, {len(traffic.acknowledged):5} acknowledged requests, "
                  f"open after {started:.2f} s", flush=True)
            if when == "last":
                server.kill()
                return
            stop = threading.Event()
            threads = traffic.run(server, stop)
            time.sleep(delay)
        except BaseException:
            server.kill()
            raise
        server.kill()
        killed = time.monotonic()
        stop.set()
        for thread in threads:
            thread.join(10)


class Import:
    """Imports of one file after the other into one data directory."""

    def __init__(self, program, folder):
        self.program, self.folder, self.data = program, folder, folder / "imported"
        self.files = 0
        self.before = 0  # rows of the files that are complete

    def make(self, count):
        """A file of `count` lines no other file has; every second one compressed."""
        compressed = self.files % 2 == 1
        path = self.folder / f"router-{self.files}.log{'.gz' if compressed else ''}"
        base = (48 + self.files) << 24
        text = "\n".join(line("file", 1 + index % 60000, base + index) for index in range(count)) + "\n"
        opener = gzip.open(path, "wb", compresslevel=1) if compressed else open(path, "wb")
        with opener as out:
            out.write(text.encode())
        self.files += 1
        return path

    def start(self, path, data=None):
        return subprocess.Popen(
            [self.program, "import", path, "--data-dir", data or self.data], stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=self.folder)

    def rows(self):
        kql = ("NetworkSession | summarize Rows = count() by SrcIpAddr "
               "| summarize Rows = sum(Rows), Lines = count(), Most = max(Rows)")
        done = subprocess.run(
            [self.program, "query", kql, "--data-dir", self.data, "--format", "json"], capture_output=True,
            env=ENVIRONMENT, cwd=self.folder, timeout=60)
        if done.returncode != 0:
            raise Lost(f"the store of an interrupted import does not answer: {done.stderr.decode()[-800:]}")
        rows, lines, most = json.loads(done.stdout)["rows"][0]
        if (rows or 0) != lines or (most or 0) > 1:
            raise Lost(f"doubled: an import left {rows} rows of {lines} different lines")
        return lines


def import_size(importer, folder):
    """How many lines take a second or more to import here, and how long. Never fewer than some batches of 8,192."""
    count = 25000
    while True:
        path = importer.make(count)
        importer.files -= 1
        started = time.monotonic()
        process = importer.start(path, folder / f"timing-{count}")
        errors = process.communicate()[1]
        if process.returncode != 0:
            raise Lost(f"an undisturbed import failed: {errors.decode()[-800:]}")
        seconds = time.monotonic() - started
        if seconds > 0.9 or count >= 250_000:
            return count, seconds
        count = min(250_000, int(count * max(1.5, 1.3 / seconds)))


def kill_imports(program, folder, kills, dice, enough):
    """`enough` says, given the kills so far, whether the time is up."""
    importer = Import(program, folder)
    count, seconds = import_size(importer, folder)
    print(f"  a file has {count} lines and takes {seconds:.1f} s undisturbed", flush=True)
    done = 0
    while done < kills and not enough(done):
        path = importer.make(count)
        last = importer.before
        while True:
            process = importer.start(path)
            # Once enough were killed, it may finish.
            limit = dice.uniform(0.2, seconds * 0.9) if done < kills and not enough(done) else None
            try:
                errors = process.communicate(timeout=limit)[1]
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                done += 1
                rows = importer.rows() if importer.data.exists() else 0
                if not last <= rows <= importer.before + count:
                    raise Lost(f"an interrupted import went from {last} to {rows} rows")
                print(f"  import kill {done}: after {limit:.2f} s, {rows - importer.before:7} of {count} lines", flush=True)
                last = rows
                continue
            if process.returncode != 0:
                raise Lost(f"a resumed import failed: {errors.decode()[-800:]}")
            break
        complete(importer, path, count)
    return done


def complete(importer, path, count):
    """The file is there entirely, and importing it again, by another name, adds nothing."""
    rows = importer.rows()
    if rows != importer.before + count:
        raise Lost(f"a resumed import ended with {rows - importer.before} of {count} lines")
    other = path.with_name("again-" + path.name)
    path.rename(other)
    process = importer.start(other)
    errors = process.communicate()[1]
    if process.returncode != 0:
        raise Lost(f"a repeated import failed: {errors.decode()[-800:]}")
    if importer.rows() != rows:
        raise Lost(f"a repeated import went from {rows} to {importer.rows()} rows")
    importer.before = rows


def find_program():
    builds = [path for path in (ROOT / ".build" / build / "earshot" for build in ("release", "debug")) if path.exists()]
    if builds:
        return str(max(builds, key=lambda path: path.stat().st_mtime))
    sys.exit("kill.py: no .build/release/earshot and no .build/debug/earshot; build first: swift build")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--earshot", help="the program; default: the newest build of this repository")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--server-kills", type=int, default=14)
    parser.add_argument("--import-kills", type=int, default=8)
    parser.add_argument("--keep", action="store_true", help="leave the data for a look at it")
    options = parser.parse_args()
    program = os.path.abspath(options.earshot or find_program())
    dice = random.Random(options.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="earshot-kill-"))
    started = time.monotonic()
    print(f"kill.py: {program}, seed {options.seed}", flush=True)
    try:
        kill_servers(program, folder, options.server_kills, dice)
        # A slow machine does a few less, but never fewer than twenty in all.
        late = lambda done: options.server_kills + done >= 20 and time.monotonic() - started > 70
        done = kill_imports(program, folder, options.import_kills, dice, late)
    except Lost as lost:
        print(f"kill.py: LOST (seed {options.seed}): {lost}\n  the data is in {folder}", file=sys.stderr)
        return 1
    if options.keep:
        print(f"  the data is in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    kills = options.server_kills + done
    print(f"kill.py: {kills} kills, nothing lost, nothing doubled ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
