#!/usr/bin/env python3
"""Flow records: a real exporter (softflowd) and a real collector (nfcapd) beside Earshot; datagrams that lie; captures."""
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import time

from kit import Server, Skipped, check, equal, free_port, main, succeed, wait_for

# A moment of today, so that nothing is older than what is kept.
START = int(time.time()) - 3600


def packet(source, destination, protocol, sport, dport, size, flags=0x18):
    """An Ethernet frame with an IP packet of that size; addresses with colons are IPv6."""
    if protocol == 6:
        transport = struct.pack("!HHIIBBHHH", sport, dport, 1, 1, 0x50, flags, 512, 0, 0)
    elif protocol == 17:
        transport = struct.pack("!HHHH", sport, dport, 0, 0)
    else:
        transport = struct.pack("!BBHI", sport, dport, 0, 0)
    six = ":" in source
    header = 40 if six else 20
    body = (transport + bytes(max(0, size - header - len(transport))))[:size - header]
    if protocol == 17:
        body = body[:4] + struct.pack("!H", len(body)) + body[6:]
    if six:
        ip = struct.pack("!IHBB", 6 << 28, len(body), protocol, 64)
        ip += socket.inet_pton(socket.AF_INET6, source) + socket.inet_pton(socket.AF_INET6, destination)
    else:
        ip = struct.pack("!BBHHHBBH", 0x45, 0, size, 1, 0, 64, protocol, 0)
        ip += socket.inet_aton(source) + socket.inet_aton(destination)
    return bytes.fromhex("04421acd5a0040b4f0e05eaf") + (b"\x86\xdd" if six else b"\x08\x00") + ip + body


def household():
    """Packets of an evening: (seconds, frame)."""
    frames = []
    for number in range(400):
        device, server = f"192.168.1.{10 + number % 20}", f"45.{number % 7}.{number % 250}.9"
        sport, moment = 40000 + number, number * 0.5
        if number % 5 == 4:
            for index in range(3):
                frames.append((moment + index, packet(device, "192.168.1.1", 17, sport, 53, 70 + index)))
                frames.append((moment + index + 0.1, packet("192.168.1.1", device, 17, 53, sport, 180)))
        elif number % 5 == 3:
            frames.append((moment, packet(f"2001:db8::{number:x}", "2001:db8:ffff::1", 6, sport, 443, 900)))
        else:
            frames.append((moment, packet(device, server, 6, sport, 443, 60, flags=0x02)))
            frames.append((moment + 0.1, packet(server, device, 6, 443, sport, 60, flags=0x12)))
            for index in range(number % 9):
                frames.append((moment + 0.2 + index / 10, packet(server, device, 6, 443, sport, 1500)))
    for number in range(12):
        frames.append((number, packet("192.168.1.10", "45.0.0.1", 1, 8, 0, 84)))
    return sorted(frames, key=lambda frame: frame[0])


def write_capture(path, frames, link=1):
    with open(path, "wb") as out:
        out.write(struct.pack("!IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link))
        for moment, frame in frames:
            seconds = START + int(moment)
            out.write(struct.pack("!IIII", seconds, int(moment % 1 * 1e6), len(frame), len(frame)) + frame)
    return path


def export(capture, folder, version, port):
    """softflowd reads the capture and sends what it finds to a port of this machine."""
    softflowd = shutil.which("softflowd") or "/usr/sbin/softflowd"
    if not os.path.exists(softflowd):
        raise Skipped("softflowd is not installed (Scripts/bootstrap.sh --tests)")
    # Without a control socket: reading a capture, softflowd may wait there for a visitor that never comes.
    done = subprocess.run(
        [softflowd, "-r", str(capture), "-v", str(version), "-n", f"127.0.0.1:{port}", "-p", str(folder / "pid"), "-c",
         "none", "-d"], capture_output=True, text=True, timeout=60)
    equal(done.returncode, 0, f"softflowd: {done.stderr[-400:]}\nstatus")


def collected(capture, folder, version):
    """Flows, packets and bytes as nfdump counts them, and the same by protocol."""
    for program in ("nfcapd", "nfdump"):
        if not shutil.which(program):
            raise Skipped(f"{program} is not installed (Scripts/bootstrap.sh --tests)")
    into = folder / "nfcapd"
    into.mkdir()
    port = free_port(socket.SOCK_DGRAM)
    process = subprocess.Popen(
        ["nfcapd", "-w", str(into), "-p", str(port), "-b", "127.0.0.1", "-t", "3600"], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: f"{port:04X}" in pathlib.Path("/proc/net/udp").read_text(), "nfcapd listening")
        export(capture, folder, version, port)
        time.sleep(2)
    finally:
        process.terminate()
        process.wait(30)
    text = subprocess.run(
        ["nfdump", "-R", str(into), "-q", "-o", "fmt:%pr,%sa,%da,%sp,%dp,%pkt,%byt", "-6", "-N"], capture_output=True,
        text=True, check=True).stdout
    return sorted(tuple(cell.strip() for cell in line.split(",")) for line in text.splitlines() if line.count(",") == 6)


def agreement(version):
    def test(folder):
        capture = write_capture(folder / "evening.pcap", household())
        expected = collected(capture, folder, version)
        check(len(expected) > 100, f"nfdump has {len(expected)} flows only")
        with FlowServer(folder) as server:
            export(capture, folder, version, server.netflow)
            wait_for(lambda: server.number("NetworkSession | count") >= len(expected), "as many flows as nfdump has")
            rows = server.rows(
                "NetworkSession | project NetworkProtocol, SrcIpAddr, DstIpAddr, SrcPortNumber, DstPortNumber, SrcPackets,"
                " SrcBytes, NetworkIcmpType = tolong(IcmpType), NetworkIcmpCode")
            found = sorted(row_of(row) for row in rows)
            equal(len(found), len(expected), "flows")
            for ours, theirs in zip(found, sorted(ports_of(row) for row in expected)):
                equal(ours, theirs, "flow")
            equal(
                server.number("NetworkSession | where NetworkDirection == 'Outbound' | take 1 | count"), 1,
                "outbound flows")
            states = {listener["protocol"]: listener["state"] for listener in server.status()["listeners"]}
            equal(states["netflow"], "listening", "the listener's state")
            metrics = server.request("GET", "/metrics").decode()
            name = {5: "netflow5", 9: "netflow9", 10: "ipfix"}[version]
            check(f'earshot_flow_records_total{{protocol="{name}"}} {len(expected)}' in metrics, "the counter of records")
            check('earshot_flow_problems_total{reason="bad_length"} 0' in metrics, "no problem")

    test.__name__ = f"softflowd_v{version}"
    what = {5: "NetFlow v5", 9: "NetFlow v9", 10: "IPFIX"}[version]
    test.__doc__ = f"softflowd sends {what}: every flow with the bytes and packets that nfdump finds."
    return test


NUMBERS = {"1": "ICMP", "6": "TCP", "17": "UDP", "58": "ICMPv6"}


def row_of(row):
    """A row of ours; of ICMP nfdump tells type and code in the place of the port."""
    protocol, source, destination, sport, dport, packets, size, kind, code = row
    if protocol.startswith("ICMP"):
        sport, dport = 0, f"{kind}.{code}"
    return (protocol, source, destination, str(sport), str(dport), packets, size)


def ports_of(row):
    """A row of nfdump's."""
    protocol, source, destination, sport, dport, packets, size = row
    return (NUMBERS.get(protocol, protocol), source, destination, sport, dport, int(packets), int(size))


class FlowServer(Server):
    """A server with flow ports of its own."""

    def __init__(self, folder, **options):
        self.netflow, self.ipfix, self.sflow = (free_port(socket.SOCK_DGRAM) for _ in range(3))
        ports = {"NETFLOW": self.netflow, "IPFIX": self.ipfix, "SFLOW": self.sflow}
        environment = {f"EARSHOT_FLOWS_{name}_PORT": str(port) for name, port in ports.items()}
        super().__init__(folder, environment=environment, **options)

    def send(self, port, *datagrams):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            for datagram in datagrams:
                out.sendto(datagram, ("127.0.0.1", port))


def nine(*sets, sequence=1):
    return struct.pack("!HHIIII", 9, len(sets), 1000, int(time.time()), sequence, 0) + b"".join(sets)


def flow_set(number, content):
    return struct.pack("!HH", number, len(content) + 4) + content


TEMPLATE = flow_set(0, struct.pack("!16H", 256, 7, 8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, 4, 2, 4))


def record(number):
    return socket.inet_aton("192.168.1.5") + socket.inet_aton("45.0.0.1") + struct.pack(
        "!HHBII", 50000, number, 6, 1000 + number, 2)


def template_after_data(folder):
    """Data that comes before its template is stored when the template comes, on whatever port."""
    with FlowServer(folder) as server:
        server.send(server.ipfix, *[nine(flow_set(256, record(number))) for number in range(1, 51)])
        waiting = "earshot_flow_waiting_sets 50"
        wait_for(lambda: waiting in server.request("GET", "/metrics").decode(), "50 sets waiting")
        equal(server.number("NetworkSession | count"), 0, "rows before the template")
        server.send(server.sflow, nine(TEMPLATE))
        wait_for(lambda: server.number("NetworkSession | count") == 50, "50 rows after it")
        equal(server.number("NetworkSession | summarize sum(SrcBytes)"), sum(1000 + n for n in range(1, 51)), "bytes")


def templates_outlive_a_kill(folder):
    """After kill -9 data is read by the templates of before, at once: exporters repeat them every half hour only."""
    server = FlowServer(folder)
    server.__enter__()
    try:
        server.send(server.netflow, nine(TEMPLATE, flow_set(256, record(1))))
        wait_for(lambda: server.number("NetworkSession | count") == 1, "the first flow")
    finally:
        server.process.kill()
        server.process.wait()
        server.log.close()
    with FlowServer(folder, data=server.data) as server:
        server.send(server.netflow, *[nine(flow_set(256, record(number)), sequence=number) for number in range(2, 12)])
        wait_for(lambda: server.number("NetworkSession | count") == 11, "flows without a new template")
        metrics = server.request("GET", "/metrics").decode()
        check("earshot_flow_waiting_sets 0" in metrics, "nothing waits")
        check("earshot_flow_templates_total 0" in metrics, "no template was sent")
    with FlowServer(folder, data=server.data) as server:
        # The exporter's system has started at another moment: the number may stand for other fields now.
        later = bytearray(nine(flow_set(256, record(12)), sequence=1))
        later[4:8] = struct.pack("!I", 600_000)
        server.send(server.netflow, bytes(later))
        waiting = "earshot_flow_waiting_sets 1"
        wait_for(lambda: waiting in server.request("GET", "/metrics").decode(), "data of an exporter that began anew")
        equal(server.number("NetworkSession | count"), 11, "rows by a template that may be another")


def hostile_datagrams(folder):
    """Templates of 65,535 fields, lengths that overrun, floods of templates: counted by reason, and honest flows still
    come through."""
    with FlowServer(folder) as server:
        claim = nine(flow_set(0, struct.pack("!HHHH", 300, 65535, 8, 4)))
        overrun = nine(struct.pack("!HH", 256, 60000) + b"xx")
        huge = struct.pack("!II", 5, 1) + socket.inet_aton("192.0.2.1") + struct.pack("!IIII", 0, 1, 1, 0xFFFFFFFF)
        # Slowly enough for the smallest receive buffer: this is about what is read, not about what the kernel drops.
        for number in range(256, 1600):
            server.send(server.netflow, nine(flow_set(0, struct.pack("!HHHH", number, 1, 8, 4))))
            if number % 50 == 0:
                time.sleep(0.01)
        server.send(server.netflow, claim, overrun, huge, b"", b"\x00", b"\x00\x09", b"hello, collector", os.urandom(1400))
        server.send(server.netflow, nine(TEMPLATE, flow_set(256, record(443))))
        wait_for(lambda: server.number("NetworkSession | count") >= 1, "the honest flow")
        equal(server.number("NetworkSession | where DstPortNumber == 443 and SrcBytes == 1443 | count"), 1, "the flow")
        metrics = server.request("GET", "/metrics").decode()
        for reason in ("bad_template", "truncated", "unknown_version", "template_limit"):
            check(f'problems_total{{reason="{reason}"}} 0' not in metrics, f"{reason} is not counted")


def captures(folder):
    """A capture of datagrams is parsed and imported, once; when it has grown, the templates at its beginning explain
    what is new."""
    frames = [(0, wire(nine(TEMPLATE)))] + [(n, wire(nine(flow_set(256, record(n))))) for n in range(1, 21)]
    path = write_capture(folder / "exporter.pcap", frames, link=101)
    equal(len(succeed("parse", "--json", path).splitlines()), 20, "records of earshot parse")
    data = folder / "data"
    succeed("import", path, "--data-dir", data)
    succeed("import", path, "--data-dir", data)
    write_capture(path, frames + [(n, wire(nine(flow_set(256, record(n))))) for n in range(21, 31)], link=101)
    succeed("import", path, "--data-dir", data)
    out = succeed("query", "NetworkSession | summarize count(), dcount(DstPortNumber) | extend from = "
                  "toscalar(NetworkSession | summarize take_any(DvcIpAddr))", "--data-dir", data, "--format", "csv")
    equal(out.splitlines()[-1].split(","), ["30", "30", "192.0.2.7"], "rows, ports, and who sent them")


def wire(payload):
    udp = struct.pack("!HHHH", 40000, 2055, len(payload) + 8, 0) + payload
    header = struct.pack("!BBHHHBBH", 0x45, 0, len(udp) + 20, 1, 0, 64, 17, 0)
    return header + socket.inet_aton("192.0.2.7") + socket.inet_aton("192.0.2.8") + udp


if __name__ == "__main__":
    main([agreement(5), agreement(9), agreement(10), template_after_data, templates_outlive_a_kill, hostile_datagrams, captures])
