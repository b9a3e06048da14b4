#!/usr/bin/env python3
"""`earshot doctor`: what it says of an empty machine, of a running Earshot, and of things that are broken.

    Tests/EndToEnd/doctor.py [TEST …]      (see kit.py)
"""
import csv
import json
import os
import socket
import time

from kit import Server, check, equal, firewall_line, free_port, has, main, run, succeed, wait_for


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


RULE = """
id: 0f0f0f0f-0000-4000-8000-000000000001
name: {name}
description: A rule of this test.
severity: Low
needs: [NetworkSession]
queryFrequency: 1h
queryPeriod: 1d
tactics: [Discovery]
relevantTechniques: [T1046]
query: |
  {query}
entityMappings:
  - entityType: IP
    fieldMappings: [{{ identifier: Address, columnName: SrcIpAddr }}]
falsePositives: [None.]
references: ["https://example.com/"]
"""


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
        has(found["rules"]["finding"], "rules")
        has(found["lists"]["finding"], "switched off")


def rules_and_lists(folder):
    """A rule that cannot run, a rule file that is none, and a list that nobody serves: each is named with its reason."""
    rules = folder / "data" / "rules"
    rules.mkdir(parents=True)
    os.chmod(folder / "data", 0o700)
    (rules / "broken.yaml").write_text(RULE.format(name="A broken rule", query="NetworkSession | where NoSuchColumn == 1"))
    (rules / "none.yaml").write_text("this: is: no: rule\n")
    config = folder / "earshot.yaml"
    config.write_text(
        "intel:\n  off: [" + ", ".join(built_in_lists(folder)) + "]\n  feeds:\n"
        f"    - {{ id: nobody, url: 'http://127.0.0.1:{free_port()}/list.txt', allowPrivate: 'true', confidence: '50' }}\n")
    with Server(folder, "--config", config, environment={"EARSHOT_INTEL_ENABLED": "true"}) as server:
        wait_for(lambda: any(name.startswith("rule ") for name in looks("--data-dir", str(server.data))), "a failed rule", 60)
        found = wait_for(
            lambda: (lambda remarks: remarks if "list nobody" in remarks else None)(looks("--data-dir", str(server.data))),
            "a failed list", 60)
        has(next(remark["finding"] for name, remark in found.items() if name.startswith("rule ")), "NoSuchColumn")
        equal(found["list nobody"]["verdict"], "attention", "verdict on a list that nobody serves")
        has(found["list nobody"]["remedy"], "intel refresh")
        has(server.request("GET", "/api/v1/rules").decode(), "none.yaml")


def built_in_lists(folder):
    """The ids of the lists that come with Earshot."""
    lines = succeed("intel", "feeds", "--data-dir", str(folder / "nowhere")).splitlines()
    return [line.split("\t")[0] for line in lines if "\t" in line]


def findings_by_command(folder):
    """What the owner says of a finding on the command line: to a running Earshot, and to a data directory at rest."""
    def states():
        out = succeed("findings", "--state", "all", "--format", "csv", "--data-dir", data)
        return {int(row["FindingId"]): row["State"] for row in csv.DictReader(out.splitlines())}

    data = folder / "data"
    (data / "rules").mkdir(parents=True)
    os.chmod(data, 0o700)
    query = "NetworkSession | summarize TimeGenerated = max(TimeGenerated) by SrcIpAddr | top 2 by SrcIpAddr"
    (data / "rules" / "two.yaml").write_text(RULE.format(name="Two of this test", query=query))
    (folder / "router.log").write_text("".join(firewall_line(number) + "\n" for number in range(40)))
    succeed("import", folder / "router.log", "--data-dir", data)
    succeed("detect", "--days", "3", "--data-dir", data)
    first = min(states())
    refused = run("findings", first, "--state", "ignored", "--data-dir", data)
    check(refused.returncode != 0 and "reason" in refused.err, f"ignored without a reason: {refused.err}")
    has(succeed("findings", first, "--state", "ignored", "--reason", "a test", "--data-dir", data),
        "State: ignored", "Reason: a test")
    equal(states()[first], "ignored", "its state at rest")
    with Server(folder, data=data) as server:
        has(succeed("findings", first, "--state", "seen", "--data-dir", data), "State: seen")
        equal(server.rows(f"Finding | where FindingId == {first} | project State"), [["seen"]], "its state in a running one")
        has(succeed("findings", first, "--data-dir", data), "Query: ")
        unknown = run("findings", "999999", "--state", "seen", "--data-dir", data)
        check(unknown.returncode != 0 and "999999" in unknown.err, f"unknown finding: {unknown.err}")
    equal(run("findings", "--reason", "x", "--data-dir", data).returncode, 64, "a reason for nothing")


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
        offsets = sorted(row[0] for row in rows)
        check(abs(offsets[0]) < 20 and abs(offsets[-1] - 7200) < 20, f"offsets in Heartbeat: {rows}")


if __name__ == "__main__":
    main([before_the_first_start, taken_port, own_rules, damaged_files, a_running_one, rules_and_lists, findings_by_command, a_wrong_clock])
