#!/usr/bin/env python3
"""`earshot doctor`: what it says of an empty machine, of a running Earshot, and of things that are broken.

    Tests/EndToEnd/doctor.py [TEST …]      (see kit.py)
"""
import json
import os
import socket

from kit import Server, check, equal, firewall_line, free_port, has, main, run, wait_for


def looks(*arguments, status=0):
    """The remarks of a run, by subject. Its ports are free ones, whatever else this machine runs."""
    ports = {"SYSLOG_TCP_PORT": free_port(), "SYSLOG_TLS_PORT": free_port(), "WEB_PORT": free_port()}
    if "--config" not in arguments:
        ports["SYSLOG_UDP_PORT"] = free_port(socket.SOCK_DGRAM)
    environment = {f"EARSHOT_{name}": str(port) for name, port in ports.items()}
    result = run("doctor", "--json", *arguments, environment=environment)
    equal(result.returncode, status, f"earshot doctor: {result.out}{result.err}\nstatus")
    found = {}
    for line in result.out.splitlines():
        remark = json.loads(line)
        found.setdefault(remark["subject"], remark)  # of two geography files, the broken one comes first
    return found


def before_the_first_start(folder):
    """Nothing is there yet: that is said, with what to do, and is no failure."""
    found = looks("--data-dir", str(folder / "data"))
    equal(found["data directory"]["verdict"], "attention", "verdict on a missing directory")
    has(found["data directory"]["remedy"], "earshot serve")
    equal(found["server"]["verdict"], "attention", "verdict on no server")
    check(not (folder / "data").exists(), "doctor made the directory")


def taken_port(folder):
    """A port that another program holds is broken, and the program is named."""
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as holder:
        holder.bind(("::", 0))
        port = holder.getsockname()[1]
        (folder / "earshot.yaml").write_text(f"syslog:\n  udpPort: {port}\n")
        found = looks("--config", str(folder / "earshot.yaml"), "--data-dir", str(folder / "data"), status=1)
    remark = found[f"port {port}/udp"]
    equal(remark["verdict"], "broken", "verdict on a taken port")
    has(remark["finding"], "python", os.getpid())
    has(remark["remedy"], "syslog.udpPort")


def own_rules(folder):
    """Rules and patterns of the user's that cannot be used are named, before and while Earshot runs."""
    data = folder / "data"
    (data / "rules").mkdir(parents=True, mode=0o700)
    data.chmod(0o700)
    (data / "rules" / "nothing.yaml").write_text("name: Nothing\nqueryFrequency: 1h\n")
    found = looks("--data-dir", str(data))
    equal(found["rules"]["verdict"], "attention", "verdict on a rule without a query")
    has(found["rules"]["finding"], "nothing.yaml", "no query")
    (data / "rules" / "nothing.yaml").write_text("name: Nonsense\nqueryFrequency: 1h\nquery: NetworkSession | where Nonsense == 1\n")
    with Server(folder, data=data):
        said = wait_for(lambda: [line for line in run("doctor", "--json", "--data-dir", str(data)).out.splitlines()
                                 if '"rules"' in line and "Nonsense" in line], "the rule that does not compile in doctor", 60)
    has(said[0], "attention", "nothing fails")


def damaged_files(folder):
    """A database and a geography file that are none."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    (data / "earshot.duckdb").write_bytes(b"no database" * 1000)
    (folder / "places.mmdb").write_bytes(b"no places")
    (folder / "earshot.yaml").write_text(f"geo:\n  city: {folder}/places.mmdb\nsyslog:\n  udpPort: {free_port(socket.SOCK_DGRAM)}\n")
    found = looks("--config", str(folder / "earshot.yaml"), "--data-dir", str(data), status=1)
    equal(found["database"]["verdict"], "broken", "verdict on the database")
    has(found["geography"]["finding"], "places.mmdb")


def a_running_one(folder):
    """The listeners and senders of the Earshot that runs on the directory; everything well but what was provoked."""
    with Server(folder) as server:
        server.send_udp(*(firewall_line(number).encode() for number in range(20)))
        wait_for(lambda: server.number("NetworkSession | count") == 20, "20 rows")
        found = looks("--data-dir", str(server.data))
        equal(found["server"]["verdict"], "fine", "verdict on the server")
        equal(found[f"port {server.udp}/udp"]["verdict"], "fine", "verdict on a listener")
        has(found["sender 127.0.0.1"]["finding"], "20 lines", "100 %")
        equal(found["losses"]["verdict"], "fine", "verdict on losses")


if __name__ == "__main__":
    main([before_the_first_start, taken_port, own_rules, damaged_files, a_running_one])
