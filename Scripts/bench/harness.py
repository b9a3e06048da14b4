"""What the parts of the benchmark share: programs, measured runs, a running server, the table of results."""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("EARSHOT_BENCH_PROGRAMS", ROOT / ".build" / "release"))
LINES = int(os.environ.get("EARSHOT_BENCH_LINES", 5_000_000))
EVENTS = int(os.environ.get("EARSHOT_BENCH_EVENTS", 50_000_000))


class Bench:
    """The working folder, and what was measured so far."""

    def __init__(self):
        given = os.environ.get("EARSHOT_BENCH_DIR")
        self.keep = bool(given)
        self.folder = pathlib.Path(given or tempfile.mkdtemp(prefix="earshot-bench-", dir="/var/tmp")).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.results = []
        self.facts = {}  # what one part measured and another one needs
        self.earshot = str(program("earshot"))
        self.generator = str(program("earshot-bench"))
        self.null = open(os.devnull, "wb")  # for what programs say while they are measured

    def record(self, figure, measured, bar="", met=None):
        """One line of the table; `met` is None for figures that have no bar."""
        self.results.append((figure, measured, bar, {None: "", True: "yes", False: "NO"}[met]))
        print(f"    {figure}: {measured}" + (f" (bar: {bar}, {'met' if met else 'NOT MET'})" if bar else ""), flush=True)

    def lines(self):
        """The file of reference-format lines, made once."""
        path = self.folder / f"lines-{LINES}.log"
        if not path.exists():
            print(f"    writing {LINES:,} lines", flush=True)
            part = path.with_suffix(".part")
            with open(part, "wb") as out:
                subprocess.run([self.generator, "lines", "--count", str(LINES), "--days", "15", "--seed", "1"],
                               stdout=out, check=True)
            part.rename(path)
        return path

    def query(self, kql, data, limit=100_000):
        """The rows of a query against a data directory without a server."""
        answer = subprocess.run([self.earshot, "query", kql, "--data-dir", data, "--format", "json", "--limit", str(limit)],
                                capture_output=True, check=False)
        if answer.returncode != 0:
            raise RuntimeError(f"earshot query failed: {answer.stderr.decode()[-600:]}")
        return json.loads(answer.stdout)["rows"]

    def finish(self):
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def program(name):
    path = BUILD / name
    if not path.exists():
        sys.exit(f"bench: {path} is missing. Run: swift build -c release --product {name}")
    return path


class Measured:
    """A finished process: seconds, processor seconds, and the largest resident size in bytes (as /usr/bin/time -v)."""

    def __init__(self, command, **options):
        started = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], **options)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - started
        self.processor = usage.ru_utime + usage.ru_stime
        self.resident = usage.ru_maxrss * 1024
        if process.returncode != 0:
            raise RuntimeError(f"{command[0]} {command[1]} ended with status {process.returncode}")


class Server:
    """`earshot serve` on free ports of the loopback."""

    def __init__(self, bench, data, *options):
        self.http, self.udp, self.tcp = free_port(), free_port(), free_port()
        self.log = open(bench.folder / "server.log", "ab")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [bench.earshot, "serve", "--data-dir", data, "--host", "127.0.0.1", "--http-port", str(self.http),
             "--udp-port", str(self.udp), "--tcp-port", str(self.tcp), *options], stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def request(self, path, body=None, timeout=120):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.http}{path}", data, {"Content-Type": "application/json"} if data else {})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.loads(answer.read())

    def query(self, kql, limit=100_000):
        try:
            return self.request("/api/v1/query", {"query": kql, "limit": limit, "timeoutSeconds": 100})["rows"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{error.read().decode()[:400]} for: {kql}") from None

    def wait(self, kql="NetworkSession | count"):
        """Seconds from the start of the program to its first answer to a question."""
        deadline = self.started + 120
        while True:
            try:
                self.request("/api/v1/query", {"query": kql})
                return time.monotonic() - self.started
            except urllib.error.HTTPError as error:
                raise RuntimeError(error.read().decode()[:400]) from None
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("the server does not start; see server.log") from None
                time.sleep(0.005)

    def resident(self):
        """Resident bytes now, and those that are the program's own (not shared pages of files)."""
        fields = dict(line.split(":", 1) for line in open(f"/proc/{self.process.pid}/status"))
        return tuple(int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "RssAnon"))

    def processor(self):
        """Processor seconds so far."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def folder_bytes(folder):
    return sum(path.stat().st_blocks * 512 for path in pathlib.Path(folder).rglob("*") if path.is_file())


def forget_files(folder):
    """Makes the next read of these files come from the disk; as root, of everything else as well."""
    os.sync()
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file():
            with open(path, "rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    try:
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3\n")
        return "page cache dropped"
    except OSError:
        return "files dropped from the page cache"


def machine():
    """Facts that a figure means nothing without."""
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    memory = int(open("/proc/meminfo").readline().split()[1]) / 1024 / 1024
    system = next((line.split("=")[1].strip().strip('"') for line in open("/etc/os-release")
                   if line.startswith("PRETTY_NAME")), "Linux")
    load = os.getloadavg()[0]
    return f"{len(os.sched_getaffinity(0))} cores of {cpu}, {memory:.0f} GB, {system}, load before: {load:.1f}"
