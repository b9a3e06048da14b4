#!/usr/bin/env python3
"""`earshot doctor`: what it says of an empty machine, of a running Earshot, and of things that are broken.

    Tests/EndToEnd/doctor.py [TEST …]      (see kit.py)
"""
import json
import os
import socket
import time

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


def a_wrong_clock(folder):
    """A router that writes another zone's time is told, with what to set; after that all is well. Metrics and Heartbeat
    have the difference."""
    def lines(hours):
        stamp = time.strftime("%b %e %H:%M:%S", time.gmtime(time.time() + hours * 3600))
        return [f"<13>{stamp} router program[1]: line {number}".encode() for number in range(12)]

    config = folder / "earshot.yaml"
    config.write_text("log:\n  level: info\n")
    with Server(folder, "--config", config, environment={"TZ": "UTC"}) as server:
        server.send_udp(*lines(2))
        wait_for(lambda: server.status()["sources"], "the sender")
        wait_for(lambda: server.status()["sources"][0].get("clockRemark"), "the remark about its clock")
        remark = looks("--data-dir", str(server.data))["sender 127.0.0.1"]
        equal(remark["verdict"], "attention", "verdict on a sender with a wrong clock")
        has(remark["remedy"], "2 h ahead of", "timezone: Etc/GMT-2")
        has(server.request("GET", "/metrics").decode(), 'earshot_source_clock_offset_seconds{source="127.0.0.1"} 7')
    config.write_text("sources: [{ address: 127.0.0.1, timezone: Etc/GMT-2 }]\n")
    with Server(folder, "--config", config, data=server.data, environment={"TZ": "UTC"}) as server:
        server.send_udp(*lines(2))
        wait_for(lambda: (server.status()["sources"] or [{}])[0].get("clockOffset") is not None, "its clock")
        equal(looks("--data-dir", str(server.data))["sender 127.0.0.1"]["verdict"], "fine", "verdict with the zone set")
        rows = server.rows("Heartbeat | where isnotnull(ClockOffsetSeconds) | project ClockOffsetSeconds")
        check(rows and all(7190 < row[0] < 7210 for row in rows), f"offsets in Heartbeat: {rows}")


if __name__ == "__main__":
    main([before_the_first_start, taken_port, damaged_files, a_running_one, a_wrong_clock])
