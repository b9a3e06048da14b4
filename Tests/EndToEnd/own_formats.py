"""From a line that nobody understands to rows of a table: shapes, a proposed format, saving it, reading kept lines again;
senders that are described by configuration; and what the owner says of devices."""
import json
import pathlib
import signal
import threading
import time
import urllib.error

from kit import Server, check, equal, has, main, run, succeed, wait_for

LINE = "<134>{stamp} acme acmefw: BLK TCP 203.0.113.{n}:{port} -> 198.51.100.2:22 len={port}"


def stamp(seconds=0):
    return time.strftime("%b %e %H:%M:%S", time.gmtime(time.time() - seconds))


def lines(count, first=1):
    return "\n".join(LINE.format(stamp=stamp(), n=n % 250 + 1, port=1024 + n) for n in range(first, first + count)) + "\n"


def call(server, method, path, body=None):
    """Status and answer of a call to the API, refused or not."""
    try:
        return 200, json.loads(server.request(method, f"/api/v1/{path}", body))
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def counts(server):
    rows = server.rows("union withsource=T NetworkSession, Syslog | summarize count() by T")
    return {row[0]: row[1] for row in rows}


def from_unknown_line_to_rows(folder):
    """An unknown line is grouped, its proposed format tried and saved; it counts at once, and earlier lines move once."""
    with Server(folder) as server:
        server.ingest(lines(40).encode())
        server.ingest(f"<30>{stamp()} acme acmed: fan speed is 17\n".encode())
        status, report = call(server, "GET", "shapes?since=24h")
        equal(status, 200, "shapes")
        group = report["groups"][0]
        equal(group["count"], 40, "lines of the largest group")
        equal(group["shape"], "BLK <protocol> <ip>:<number> -> <ip>:<number> len=<number>", "shape")
        proposal = group["proposal"]
        proposal["pattern"] = proposal["pattern"].replace("^BLK ", "^%{WORD:DvcAction} ")
        proposal["actions"] = {"BLK": "Deny"}
        _, tried = call(server, "POST", "formats/try", {"format": proposal, "lines": group["samples"] + ["nonsense"]})
        equal([r["table"] for r in tried["results"]], ["NetworkSession"] * len(group["samples"]) + ["Syslog"], "tried")
        equal(tried["results"][0]["fields"]["DvcAction"], "Deny", "action tried")
        status, refused = call(server, "PUT", "formats/acme", {**proposal, "tabel": "x"})
        equal(status, 400, "a wrong key")
        has(refused["error"]["message"] + refused["error"]["hint"], "tabel", "Did you mean `table`?")
        status, saved = call(server, "PUT", "formats/acme", proposal)
        equal(status, 200, f"saving: {saved}")
        check((pathlib.Path(server.data) / "formats/acme.yaml").exists(), "the format is a file")
        server.ingest(lines(5, first=100).encode())
        equal(counts(server), {"NetworkSession": 5, "Syslog": 41}, "the next lines are understood at once")
        status, moved = call(server, "POST", "reparse", {"since": "1d", "family": "acme"})
        equal((moved["moved"], moved["tables"]), (40, {"NetworkSession": 40}), "moved")
        equal(counts(server), {"NetworkSession": 45, "Syslog": 1}, "rows after it")
        equal(call(server, "POST", "reparse", {})[1]["moved"], 0, "moved the second time")
        rows = server.rows("NetworkSession | summarize count(), dcount(SrcPortNumber) by DvcAction, EventVendor, DvcHostname")
        equal(rows, [["Deny", "Own", "acme", 45, 45]], "what is stored")
        data = server.data
    # After a restart it is still there; without it the lines are kept again.
    with Server(folder, data=data) as server:
        server.ingest(lines(1, first=500).encode())
        equal(counts(server)["NetworkSession"], 46, "after a restart")
        equal(call(server, "DELETE", "formats/acme")[0], 200, "removing")
        server.ingest(lines(1, first=501).encode())
        equal(counts(server)["Syslog"], 2, "after removing")
        equal(call(server, "DELETE", "formats/acme")[0], 400, "removing it twice")


CONFIGURATION = """
sources:
  - {address: 127.0.0.1, timezone: Asia/Tokyo, name: attic}
formats:
  acme:
    pattern: '^BLK %{WORD:NetworkProtocol} %{IP:SrcIpAddr}:%{INT:SrcPortNumber} -> %{IP:DstIpAddr}:%{INT:DstPortNumber} len=%{INT:SrcBytes}$'
    constants: {DvcAction: Deny}
"""


def formats_and_sources_by_configuration(folder):
    """`formats:` and `sources:` of earshot.yaml; parse and reparse on a data directory; errors name file, line, key."""
    config = pathlib.Path(folder) / "earshot.yaml"
    file = pathlib.Path(folder) / "router.log"
    file.write_text(lines(3000))
    data = pathlib.Path(folder) / "data"
    succeed("import", file, "--data-dir", data, folder=folder)
    shapes = succeed("parse", "--shapes", file, folder=folder)
    equal(json.loads(shapes.splitlines()[0])["count"], 3000, "lines of the shape")
    config.write_text(CONFIGURATION)
    parsed = json.loads(succeed("parse", file, "--config", config, folder=folder).splitlines()[0])
    equal((parsed["table"], parsed["family"]), ("NetworkSession", "acme"), "parsed")
    out = succeed("reparse", "--data-dir", data, "--config", config, "--since", "1d", folder=folder)
    has(out, "3000 kept lines read, 3000 of them understood now", "table NetworkSession: 3000", "family acme: 3000")
    has(succeed("reparse", "--data-dir", data, "--config", config, folder=folder), "0 kept lines read")
    with Server(folder, "--config", str(config), data=data) as server:
        equal(counts(server), {"NetworkSession": 3000}, "rows")
        server.send_udp(LINE.format(stamp=stamp(-9 * 3600), n=9, port=9999).encode())
        wait_for(lambda: server.rows("NetworkSession | where SrcPortNumber == 9999"), "the line")
        rows = server.rows("NetworkSession | where SrcPortNumber == 9999 | project abs(datetime_diff('minute', TimeGenerated, now())) < 5")
        equal(rows, [[True]], "time of a source that is described")
        server.send_udp(f"<30>{stamp()} acme acmed: fan speed is 17".encode())
        wait_for(lambda: server.rows("Syslog | project Computer") == [["attic"]], "the name of a source that is described")
    for text, parts in (
            ("formats:\n  acme:\n    pattern: '%{IPX:a}'\n    table: Dns\n", ("earshot.yaml:2", "`acme`", "%{IPX}", "Did you mean")),
            ("sources:\n  - {address: 10.0.0.1, family: mikrotk}\n", ("10.0.0.1", "mikrotk", "Did you mean `mikrotik`?")),
            ("sources:\n  - {address: 10.0.0.1, timezone: Europe/Wien2}\n", ("earshot.yaml:2", "Europe/Wien2", "IANA")),
            ("sources:\n  - {family: sshd}\n", ("earshot.yaml:2", "address"))):
        config.write_text(text)
        done = run("reparse", "--data-dir", data, "--config", config, folder=folder)
        check(done.returncode != 0, "a wrong configuration is refused")
        has(done.err, *parts)


def killed_while_reading_again(folder):
    """kill -9 at any moment of a reading: every line is in exactly one table, and the next reading finishes."""
    config = pathlib.Path(folder) / "earshot.yaml"
    file = pathlib.Path(folder) / "router.log"
    file.write_text(lines(60_000))
    data = pathlib.Path(folder) / "data"
    succeed("import", file, "--data-dir", data, folder=folder, seconds=300)
    server = Server(folder, data=data).__enter__()
    call(server, "PUT", "formats/acme", {
        "pattern": "^BLK %{WORD:NetworkProtocol} %{IP:SrcIpAddr}:%{INT:SrcPortNumber} -> %{IP:DstIpAddr}:%{INT:DstPortNumber} len=%{INT:SrcBytes}$"})
    threading.Thread(target=lambda: safely(server), daemon=True).start()
    wait_for(lambda: call(server, "GET", "reparse")[1]["moved"] > 0, "some lines are moved", 30)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.log.close()
    with Server(folder, data=data) as server:
        equal(sum(counts(server).values()), 60_000, "lines after the kill, in all tables")
        call(server, "POST", "reparse", {})
        equal(counts(server), {"NetworkSession": 60_000}, "after reading again")
        equal(server.rows("NetworkSession | summarize dcount(SrcBytes, 4)")[0][0] > 59_000, True, "each line once")


def safely(server):
    try:
        call(server, "POST", "reparse", {})
    except OSError:
        pass


def devices_by_their_owner(folder):
    """Names, kinds and owners by API and command, merging and splitting; they hold over a restart."""
    with Server(folder) as server:
        for n, mac in ((20, "ae:39:1a:67:9e:8f"), (21, "9c:8c:6e:11:20:01")):
            server.ingest(f"<30>{stamp()} gw dnsmasq-dhcp[7]: DHCPACK(br0) 192.168.1.{n} {mac} host{n}\n".encode())
        _, answer = call(server, "GET", "devices")
        ids = {d["Hostname"]: d["DeviceId"] for d in answer["devices"]}
        one, two = ids["host20"], ids["host21"]
        status, device = call(server, "PATCH", f"devices/{one}", {"name": "Ada's phone", "owner": "Ada"})
        equal((status, device["DeviceName"], device["Owner"]), (200, "Ada's phone", "Ada"), "named")
        _, device = call(server, "PATCH", f"devices/{one}", {"type": "phone"})
        equal((device["GivenName"], device["DeviceType"], device["Owner"]), ("Ada's phone", "phone", "Ada"), "kind alone")
        succeed("devices", "rename", two, "TV", "--data-dir", server.data)
        has(succeed("devices", "show", two, "--data-dir", server.data), "GivenName: TV", "Hostname: host21")
        succeed("devices", "merge", two, one, "--data-dir", server.data)
        equal(call(server, "GET", f"devices/{two}")[1]["DeviceName"], "Ada's phone", "merged")
        succeed("devices", "split", two, "--data-dir", server.data)
        equal(call(server, "GET", f"devices/{two}")[1]["DeviceName"], "TV", "split")
        equal(call(server, "PATCH", f"devices/{two}", {"mergedInto": 0})[0], 409, "splitting what is whole")
        equal(call(server, "PATCH", f"devices/{two}", {"mergedInto": two})[0], 409, "merging into itself")
        equal(call(server, "PATCH", "devices/999", {"name": "x"})[0], 404, "a device that is not")
        equal(call(server, "GET", "devices/x")[0], 400, "what is no number")
        data = server.data
    succeed("devices", "owner", two, "Bob", "--data-dir", data)
    out = succeed("devices", "--data-dir", data)
    has(out, "Ada's phone", "TV", "Bob")
    done = run("devices", "rename", 999, "x", "--data-dir", data)
    check(done.returncode != 0, "an unknown device is refused")
    has(done.err, "There is no device 999")


if __name__ == "__main__":
    main([from_unknown_line_to_rows, formats_and_sources_by_configuration, killed_while_reading_again,
          devices_by_their_owner])
