#!/usr/bin/env python3
"""What is missing, full, taken or wrong: Earshot names the thing and the remedy, and goes on collecting where it can.

    Tests/EndToEnd/faults.py [TEST …]      (see kit.py)
"""
import base64
import os
import pathlib
import resource
import socket
import time

from kit import Server, Skipped, check, equal, firewall_line, has, main, run, wait_for, with_mount

SMALL_DISK = 24 << 20
TO_STORE = 40_000  # more than fits into what is left of the disk
LARGEST_FILE = 18 << 20  # above the 16 MB that the log of transactions has when the engine empties it into the file


def small_disk(folder):
    """A command prefix that gives the program a small disk at `folder/disk`, invisible to everybody else."""
    (folder / "disk").mkdir()
    return with_mount(f'mount -t tmpfs -o size={SMALL_DISK} tmpfs "{folder}/disk"')


def fill(disk, leave):
    state = os.statvfs(disk)
    with open(disk / "filler", "ab") as out:
        out.write(bytes(max(0, state.f_bavail * state.f_frsize - leave)))


def full_disk(folder):
    """A full disk: collection goes on, a notice names the remedy, nothing committed is lost, and after making room
    every line is stored."""
    with Server(folder, data=folder / "disk" / "data", prefix=small_disk(folder)) as server:
        # The mount is seen through the process that has it.
        disk = pathlib.Path(f"/proc/{server.process.pid}/root{folder}/disk")
        server.ingest("\n".join(firewall_line(n) for n in range(500)).encode())
        fill(disk, leave=200_000)
        server.send_tcp("".join(firewall_line(n) + "\n" for n in range(500, TO_STORE)).encode())
        notices = wait_for(lambda: " ".join(server.status()["notices"]), "a notice about the full disk")
        has(notices, "No space left on device", "Make room")
        check(server.number("NetworkSession | count") >= 500, "committed rows are gone on the full disk")
        # UDP has nobody who could wait, so it shows whether collection goes on.
        server.send_udp(*(firewall_line(TO_STORE + n).encode() for n in range(100)))
        received = wait_for(lambda: server.status()["counters"]["received"] == TO_STORE + 100, "all lines received", 30)
        check(received, "collection stopped")
        (disk / "filler").unlink()
        count = "NetworkSession | summarize Rows = count(), Lines = dcount(SrcIpAddr)"
        wait_for(lambda: server.rows(count) == [[TO_STORE + 100] * 2], "every line stored once, after making room", 40)
        equal(server.status()["notices"], [], "notices after making room")
        equal(server.status()["counters"]["dropped"], {}, "dropped lines")


def stop_on_full_disk(folder):
    """A server on a full disk can be stopped, and says what was not stored."""
    server = Server(folder, data=folder / "disk" / "data", prefix=small_disk(folder))
    with server:
        disk = pathlib.Path(f"/proc/{server.process.pid}/root{folder}/disk")

        def press():
            # A checkpoint may give space back after the disk was filled: fill again until rows cannot be stored.
            fill(disk, leave=0)
            server.send_tcp("".join(firewall_line(n) + "\n" for n in range(20_000)).encode())
            time.sleep(1)
            return server.status()["notices"]

        wait_for(press, "a notice about the full disk")
        started = time.monotonic()
        status = server.stop(30)
        check(status != -9, f"SIGTERM does not end it within {time.monotonic() - started:.0f} s")
        has(server.output(), "rows are lost")
        # Leaving the `with` looks at the status once more.
        server.process.returncode = 0


def engine_gives_up(folder):
    """A database engine that gave itself up, at a checkpoint it could not write: Earshot starts anew by itself, what was
    committed is there, and collection goes on."""
    with Server(folder, prefix=["sh", "-c", "trap '' XFSZ && exec \"$@\"", "sh"]) as server:
        server.ingest(firewall_line(1).encode())
        time.sleep(31)  # who fails soon after a start does not start anew
        process = server.process.pid
        former = resource.prlimit(process, resource.RLIMIT_FSIZE, (LARGEST_FILE, resource.RLIM_INFINITY))

        def press():
            stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
            lines = (f"<13>{stamp} router noise: {base64.b64encode(os.urandom(1500)).decode()}\n" for _ in range(250))
            try:
                # Answered after the commit: what is stored at once is small, so that the log itself never gets too large.
                server.ingest("".join(lines).encode())
            except OSError:
                pass  # it is starting anew
            return "FATAL Error" in server.output()

        try:
            wait_for(press, "a checkpoint that cannot be written", 30)
        finally:
            resource.prlimit(process, resource.RLIMIT_FSIZE, former)
        # Until it has gone the former one may still be who answers.
        anew = wait_for(lambda: server.output().partition("starts anew")[1], "a new start", 20)
        wait_for(lambda: "Earshot is at" in server.output().partition(anew)[2], "what the new start says", 20)
        wait_for(server.answers, "an answer from the new start", 20)
        equal(server.number("NetworkSession | count"), 1, "rows that were committed")
        equal(server.ingest(firewall_line(2).encode())["lines"], 1, "lines after the new start")
        equal(server.number("NetworkSession | count"), 2, "rows after the new start")


def missing_geography(folder):
    """Missing and corrupt MMDB files: the server runs, a notice names the file and the remedy."""
    corrupt = folder / "corrupt.mmdb"
    corrupt.write_bytes(os.urandom(100_000))
    files = {"EARSHOT_GEO_CITY": str(folder / "absent.mmdb"), "EARSHOT_GEO_NETWORK": str(corrupt)}
    with Server(folder, environment=files) as server:
        notices = " ".join(server.status()["notices"])
        has(notices, folder / "absent.mmdb", corrupt, "Scripts/bootstrap.sh", "earshot.yaml")
        equal(server.ingest(firewall_line(1).encode())["tables"], {"NetworkSession": 1}, "a line without geography")
        equal(server.rows("NetworkSession | project SrcGeoCountry, RemoteAsnName"), [["", ""]], "its place")


def truncated_geography(folder):
    """An MMDB file that was cut short does not crash what looks addresses up in it."""
    prefix = os.environ.get("EARSHOT_PREFIX", "/opt/earshot")
    whole = pathlib.Path(prefix) / "share/earshot/geo/dbip-asn-lite.mmdb"
    if not whole.exists():
        raise Skipped(f"there is no {whole} to cut; run Scripts/bootstrap.sh")
    cut = folder / "cut.mmdb"
    cut.write_bytes(whole.read_bytes()[:3_000_000])
    with Server(folder, environment={"EARSHOT_GEO_NETWORK": str(cut)}) as server:
        server.ingest("\n".join(firewall_line(n * 40_503) for n in range(200)).encode())
        equal(server.number("NetworkSession | count"), 200, "rows")


def directory_in_use(folder):
    """A data directory in use by another process is refused with the remedy; the other one is not disturbed."""
    with Server(folder) as server:
        second = run("serve", "--data-dir", server.data, "--http-port", 0, "--udp-port", 0, "--tcp-port", 0, seconds=20)
        check(second.returncode > 0, f"a second server has status {second.returncode}")
        has(second.err, "in use by another", server.data, "--data-dir")
        equal(server.ingest(firewall_line(1).encode())["lines"], 1, "the first server's lines")


def directory_not_possible(folder):
    """A data directory that cannot be made is refused with the remedy."""
    (folder / "file").write_text("")
    done = run("serve", "--data-dir", folder / "file" / "data", seconds=20)
    check(done.returncode > 0, "it starts all the same")
    has(done.err, folder / "file", "--data-dir")


def started(server):
    """The listeners by protocol, when none of them is starting any more: the page answers before."""
    def listeners():
        found = {item["protocol"].lower(): item for item in server.status()["listeners"]}
        return None if any(item["state"] == "starting" for item in found.values()) else found
    return wait_for(listeners, "all listeners started or failed")


def syslog_ports_in_use(folder):
    """Syslog ports in use: the page runs, status and health name port and remedy, the other listener works."""
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as udp, socket.socket(socket.AF_INET6) as tcp:
        for taken in (udp, tcp):
            taken.bind(("::", 0))
        tcp.listen()
        port, other = udp.getsockname()[1], tcp.getsockname()[1]
        with Server(folder, "--udp-port", port) as server:
            listeners = started(server)
            equal(listeners["udp"]["state"], "failed", "state of the UDP listener")
            has(listeners["udp"]["reason"], port, "Stop that program or give Earshot another port")
            equal(server.request_status("/healthz"), 503, "health")
            server.send_tcp(firewall_line(1).encode() + b"\n")
            wait_for(lambda: server.number("NetworkSession | count") == 1, "a line over TCP")
        with Server(folder, "--tcp-port", other) as server:
            listeners = started(server)
            equal(listeners["tcp"]["state"], "failed", "state of the TCP listener")
            has(listeners["tcp"]["reason"], other, "Stop that program or give Earshot another port")
            server.send_udp(firewall_line(2).encode())
            wait_for(lambda: server.number("NetworkSession | count") == 2, "a line over UDP")


def web_port_in_use(folder):
    """The page's port in use is an error that names port and remedy; a page for others needs a password."""
    ports = ["--udp-port", 0, "--tcp-port", 0]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--data-dir", folder / "data", "--http-port", port, *ports, seconds=20)
        check(done.returncode > 0, "it goes on without a page")
        has(done.err, f"Port {port}", "in use", "web.port")
    done = run("serve", "--data-dir", folder / "data", "--host", "0.0.0.0", "--http-port", 0, *ports, seconds=20)
    check(done.returncode > 0, "it listens on every address without a password")
    has(done.err, "earshot passwd")


def wrong_configuration(folder):
    """Wrong keys and values name key, file and line; nothing is ignored silently."""
    file = folder / "earshot.yaml"
    cases = {
        "dataDirectory: x\nretention:\n  dais: 3\n": ("retention.dais", f"{file}:3", "retention.days"),
        "web:\n  port: many\n": ("web.port", f"{file}:2", "0 to 65535", "many"),
        "web:\n  port: 70000\n": ("web.port", f"{file}:2", "70000"),
        "log:\n  level: loud\n": ("log.level", f"{file}:2", "loud", "warning"),
        "firewall:\n  actions:\n    - { prefix: X, action: Maybe }\n": ("firewall.actions", f"{file}:3", "Allow"),
        "network:\n  publicAddresses: [1.2.3.400]\n": ("network.publicAddresses", "1.2.3.400"),
        "web: [\n": (file, "YAML"),
        "- a\n": (file, "key: value"),
    }
    for text, parts in cases.items():
        file.write_text(text)
        for command in (["config"], ["serve", "--data-dir", folder / "data", "--http-port", 0]):
            done = run(*command, "--config", file, seconds=20)
            check(done.returncode > 0, f"{command[0]} takes {text!r}")
            has(done.err, *parts)
    done = run("config", environment={"EARSHOT_WEB_PORT": "x"}, folder=folder.parent)
    check(done.returncode > 0, "EARSHOT_WEB_PORT=x is taken")
    has(done.err, "EARSHOT_WEB_PORT", "web.port")


def unreadable_configuration(folder):
    """A configuration that cannot be read is an error that names it, also when it is a folder."""
    absent = run("config", "--config", folder / "absent.yaml")
    check(absent.returncode > 0, "an absent file is taken")
    has(absent.err, folder / "absent.yaml", "--config")
    directory = run("config", "--config", folder)
    check(directory.returncode > 0, "a folder is taken")
    has(directory.err, folder)
    (folder / "earshot.yaml").mkdir()
    here = run("config", folder=folder)
    check(here.returncode > 0, "an earshot.yaml that is a folder is ignored")
    has(here.err, "earshot.yaml")


def damaged_store(folder):
    """A database file that is none is refused by name, and left as it is."""
    (folder / "data").mkdir()
    file = folder / "data" / "earshot.duckdb"
    file.write_bytes(b"no database " * 1000)
    done = run("serve", "--data-dir", folder / "data", "--http-port", 0, "--udp-port", 0, "--tcp-port", 0, seconds=20)
    check(done.returncode > 0, "it starts all the same")
    has(done.err, file)
    equal(file.read_bytes()[:12], b"no database ", "the file")


if __name__ == "__main__":
    main([
        full_disk, stop_on_full_disk, engine_gives_up, missing_geography, truncated_geography, directory_in_use,
        directory_not_possible, syslog_ports_in_use, web_port_in_use, wrong_configuration, unreadable_configuration,
        damaged_store,
    ])
