"""What the end-to-end tests share: the program, a server on free ports, lines to send, and how results are told.

A test is a function that takes an empty folder and raises `Failed`; `main` runs a list of them, says what each has
proven and ends with a status that is not 0 when one has failed. Python 3 alone.
"""
import inspect
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
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Log lines tell local time without saying so; in UTC the tests can compare.
# No test asks the internet for lists; those about them switch them on.
ENVIRONMENT = {**os.environ, "TZ": "UTC", "EARSHOT_INTEL_ENABLED": "false"}


class Failed(Exception):
    """Something is not as promised."""


class Skipped(Exception):
    """This machine does not let the test run; says why."""


def find_program():
    """$EARSHOT, or the newest build of this repository."""
    if os.environ.get("EARSHOT"):
        return os.path.abspath(os.environ["EARSHOT"])
    builds = [path for path in (ROOT / ".build" / build / "earshot" for build in ("release", "debug")) if path.exists()]
    if builds:
        return str(max(builds, key=lambda path: path.stat().st_mtime))
    sys.exit("no .build/release/earshot and no .build/debug/earshot. Run swift build first, or set EARSHOT.")


PROGRAM = find_program()


def check(condition, message):
    if not condition:
        raise Failed(message)


def equal(found, expected, what):
    check(found == expected, f"{what}: {found!r} instead of {expected!r}")


def has(text, *parts):
    """All parts stand in the text: what an error must name."""
    for part in parts:
        check(str(part) in text, f"{str(part)!r} is missing in: {text.strip()[-600:]!r}")


def wait_for(question, what, seconds=15):
    """The first true answer to a question asked again and again."""
    # A loaded machine that is slower is not at fault.
    deadline = time.monotonic() + 4 * seconds
    while True:
        answer = question()
        if answer:
            return answer
        check(time.monotonic() < deadline, f"not within {seconds} s: {what}")
        time.sleep(0.1)


def run(*arguments, text=None, folder=None, seconds=60, environment=None):
    """One run of `earshot`; bytes go in, text comes out."""
    data = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], input=data if data is not None else b"", capture_output=True, cwd=folder,
        timeout=seconds, env={**ENVIRONMENT, **(environment or {})})
    done.out, done.err = done.stdout.decode(), done.stderr.decode()
    check(done.returncode >= 0, f"earshot {arguments[0]} died of signal {-done.returncode}: {done.err[-600:]}")
    return done


def succeed(*arguments, **options):
    done = run(*arguments, **options)
    equal(done.returncode, 0, f"earshot {' '.join(map(str, arguments))[:120]}: {done.err[-600:]}\nstatus")
    return done.out


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def firewall_line(number, host="router", action="DROP"):
    """A line of the reference format that nobody else has: the number is in its source address and its ports."""
    stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
    return (
        f"<12>{stamp} {host} kernel: {action} IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 "
        f"SRC=45.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255} DST=79.203.44.118 LEN=44 TOS=0x00 PREC=0x00 "
        f"TTL=44 ID=0 DF PROTO=TCP SPT={number % 60000 + 1} DPT={number * 7 % 60000 + 1} SEQ={number} ACK=0 WINDOW=1024 "
        "RES=0x00 SYN URGP=0")


def with_mount(mount):
    """A command prefix that gives the program a mount that nobody else sees."""
    if os.geteuid() != 0:
        raise Skipped("only root may mount; run this test as root")
    prefix = ["unshare", "--mount", "--propagation", "private", "sh", "-c", f'{mount} && exec "$@"', "sh"]
    if subprocess.run([*prefix, "true"], capture_output=True).returncode != 0:
        raise Skipped("this machine does not allow mounts (a container without CAP_SYS_ADMIN?)")
    return prefix


class Server:
    """`earshot serve` on free ports, for the length of a `with`."""

    def __init__(self, folder, *arguments, data=None, host=None, prefix=(), environment=None):
        self.data = data or folder / "data"
        self.http, self.tcp, self.udp = free_port(), free_port(), free_port(socket.SOCK_DGRAM)
        self.tls = free_port()  # a setting only, without an option of its own
        self.prefix, self.folder = prefix, folder
        flows = {f"EARSHOT_FLOWS_{name}_PORT": "0" for name in ("NETFLOW", "IPFIX", "SFLOW")}
        self.environment = {"EARSHOT_SYSLOG_TLS_PORT": str(self.tls), **flows, **(environment or {})}
        ports = {"--http-port": self.http, "--udp-port": self.udp, "--tcp-port": self.tcp}
        self.arguments = ["serve", "--data-dir", self.data]
        for name, value in ports.items():
            if name not in arguments:
                self.arguments += [name, value]
        self.arguments += ["--host", host or "127.0.0.1", *arguments]
        self.cookie = None

    def __enter__(self):
        self.log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [*self.prefix, PROGRAM, *map(str, self.arguments)], stdout=self.log, stderr=self.log, cwd=self.folder,
            env={**ENVIRONMENT, **self.environment})
        try:
            wait_for(self.answers, "an answer from the server", 30)
        except Failed:
            self.process.kill()
            raise
        return self

    def __exit__(self, kind, *_):
        status = self.stop(15 if kind is None else 5)
        if kind is None:
            equal(status, 0, f"status of the server after SIGTERM: {self.output()[-400:]}\nstatus")

    def stop(self, seconds=15):
        """Ends it as systemd would; kills it when it does not end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        return self.process.returncode

    def answers(self):
        if self.process.poll() is not None:
            raise Failed(f"the server ended with status {self.process.returncode}: {self.output()[-800:]}")
        try:
            self.request("GET", "/healthz", seconds=2)
        except urllib.error.HTTPError:
            pass  # 503 is an answer: some listener failed
        except OSError:
            return False
        return True

    def output(self):
        return (self.folder / "server.log").read_text(errors="replace")

    def request(self, method, path, body=None, headers=None, seconds=60):
        headers = {**({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        if isinstance(body, dict):
            body, headers = json.dumps(body).encode(), {"Content-Type": "application/json", **headers}
        url = f"http://127.0.0.1:{self.http}{path}"
        request = urllib.request.Request(url, data=body, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return answer.read()

    def refusal(self, method, path, body=None, headers=None, seconds=60):
        """The status and error of a request that must be refused."""
        try:
            self.request(method, path, body, headers, seconds)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())["error"]
        raise Failed(f"{method} {path} was not refused")

    def request_status(self, path):
        try:
            self.request("GET", path)
        except urllib.error.HTTPError as error:
            return error.code
        return 200

    def ask(self, kql, **options):
        return json.loads(self.request("POST", "/api/v1/query", {"query": kql, **options}))

    def rows(self, kql):
        return self.ask(kql)["rows"]

    def number(self, kql):
        return self.rows(kql)[0][0]

    def status(self):
        return json.loads(self.request("GET", "/api/v1/status"))

    def ingest(self, content, name=None):
        query = "?" + urllib.parse.urlencode({"name": name}) if name else ""
        return json.loads(self.request("POST", f"/api/v1/ingest{query}", content, {"Content-Type": "text/plain"}))

    def send_tcp(self, data):
        with socket.create_connection(("127.0.0.1", self.tcp), timeout=20) as out:
            out.sendall(data)

    def send_udp(self, *datagrams):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            for datagram in datagrams:
                out.sendto(datagram, ("127.0.0.1", self.udp))


def side_by_side(script, parts):
    """Runs a script once for each part's tests, all at once, because most of their time is waiting; each tells its results
    when it has ended. Returns the worst status."""
    processes = [
        subprocess.Popen([sys.executable, script, *(test.__name__ for test in part.TESTS)], stdout=subprocess.PIPE,
                         text=True, encoding="utf-8") for part in parts]
    for process in processes:
        print(process.communicate(timeout=600)[0], end="", flush=True)
    return max(process.returncode for process in processes)


def main(tests):
    """Runs the tests, or those named on the command line; each has a folder of its own."""
    name, wanted, failures = pathlib.Path(sys.argv[0]).name, sys.argv[1:], 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix="earshot-e2e-"))
        sentence, started = " ".join(inspect.getdoc(test).split()), time.monotonic()
        try:
            test(folder)
            print(f"  ok ({time.monotonic() - started:4.1f} s)  {sentence}", flush=True)
        except Skipped as reason:
            print(f"  SKIPPED, NOT PROVEN: {sentence}\n      because {reason}", flush=True)
        except Exception as error:  # an answer of another shape is a failure like any other
            failures += 1
            print(f"  FAILED: {sentence}\n      {test.__name__}: {type(error).__name__}: {error}\n      see {folder}",
                  flush=True)
            continue
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{name}: {'nothing failed' if not failures else f'{failures} FAILED'}", flush=True)
    sys.exit(1 if failures else 0)
