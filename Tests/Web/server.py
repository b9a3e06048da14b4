"""Starts the real server on free ports with an empty data directory: EARSHOT_BINARY, else what
swift build made. EARSHOT_URL and EARSHOT_UDP_PORT name a running one instead (it must be empty)."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def binary():
    if os.environ.get("EARSHOT_BINARY"):
        return pathlib.Path(os.environ["EARSHOT_BINARY"])
    for configuration in ("debug", "release"):
        path = ROOT / ".build" / configuration / "earshot"
        if path.exists():
            return path
    raise SystemExit("test_page.py: no .build/debug/earshot and no .build/release/earshot. Run swift build first.")


class Server:
    def __enter__(self):
        self.process, self.directory = None, tempfile.mkdtemp(prefix="earshot-web-")
        self.log = open(os.path.join(self.directory, "server.log"), "w")
        if os.environ.get("EARSHOT_URL"):
            self.url, self.udp = os.environ["EARSHOT_URL"], int(os.environ["EARSHOT_UDP_PORT"])
        else:
            self.start()
        self.wait()
        return self

    def start(self):
        http, tcp, self.udp = free_port(), free_port(), free_port(socket.SOCK_DGRAM)
        self.url = f"http://127.0.0.1:{http}"
        command = [str(binary()), "serve", "--data-dir", os.path.join(self.directory, "data"),
                   "--http-port", str(http), "--udp-port", str(self.udp), "--tcp-port", str(tcp)]
        # No list is fetched, and no port is one that another server on this machine may have.
        environment = {**os.environ, "EARSHOT_INTEL_ENABLED": "false", "EARSHOT_SYSLOG_TLS_PORT": "0",
                       "EARSHOT_FLOWS_NETFLOW_PORT": "0", "EARSHOT_FLOWS_IPFIX_PORT": "0", "EARSHOT_FLOWS_SFLOW_PORT": "0"}
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=self.log, stderr=subprocess.STDOUT, env=environment)

    def wait(self, seconds=30):
        end = time.time() + seconds
        while time.time() < end:
            if self.process and self.process.poll() is not None:
                raise SystemExit(f"The server ended with {self.process.returncode}:\n{self.output()}")
            try:
                self.get("status")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"The server does not answer at {self.url} after {seconds} s:\n{self.output()}")

    def output(self):
        return pathlib.Path(self.log.name).read_text()[-4000:]

    def get(self, path):
        with urllib.request.urlopen(f"{self.url}/api/v1/{path}", timeout=5) as response:
            return json.load(response)

    def query(self, kql):
        body = json.dumps({"query": kql}).encode()
        request = urllib.request.Request(f"{self.url}/api/v1/query", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)

    def send(self, *lines):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            for line in lines:
                s.sendto(line.encode(), ("127.0.0.1", self.udp))

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.directory, ignore_errors=True)
