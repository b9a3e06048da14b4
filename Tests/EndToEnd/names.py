"""The names that DNS and DHCP give to addresses and devices; the name server is Debian's dnsmasq. See ways_in.py."""
import contextlib
import json
import pathlib
import shutil
import socket
import struct
import subprocess
import time

from followed import follow, logs
from kit import Server, Skipped, check, equal, free_port, has, succeed, wait_for, with_mount

DNSMASQ = shutil.which("dnsmasq") or shutil.which("dnsmasq", path="/usr/sbin:/sbin")
TV, TV_MAC = "192.168.1.20", "ae:39:1a:67:9e:8f"


@contextlib.contextmanager
def dnsmasq(folder, *names):
    """Debian's dnsmasq on a high port, logging what it is asked; yields a function that asks."""
    if not DNSMASQ:
        raise Skipped("there is no dnsmasq (Scripts/bootstrap.sh --tests)")
    port = free_port(socket.SOCK_DGRAM)
    log = logs(folder) / "dnsmasq.log"
    process = subprocess.Popen(
        [DNSMASQ, "--no-daemon", "--conf-file=/dev/null", "--no-hosts", "--no-resolv", f"--port={port}", "--bind-interfaces",
         "--listen-address=127.0.0.1", "--log-queries", f"--log-facility={log}", "--pid-file=", "--user=root",
         *(f"--address=/{name}/{address}" for name, address in names)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: log.exists() and "started" in log.read_text(), "dnsmasq has started", 5)
        yield lambda name: ask(port, name)
    finally:
        process.terminate()
        process.wait(10)


def ask(port, name):
    """One question for an IPv4 address (RFC 1035 §4.1); answers the address."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    question = struct.pack(">6H", 4711, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.settimeout(5)
        out.sendto(question, ("127.0.0.1", port))
        return socket.inet_ntoa(out.recv(512)[-4:])


def dns_lines(folder, name):
    """dnsmasq's own lines about a name, as the router would send them for the television."""
    found = [line for line in (logs(folder) / "dnsmasq.log").read_text().splitlines() if f" {name} " in line]
    equal(len(found), 2, f"lines about {name}")
    stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
    return [f"<30>{stamp} router {line[16:].replace('127.0.0.1', TV)}".encode() for line in found]


def connection(target, port=443):
    """A connection of the television, as a router's firewall tells it."""
    stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
    return (
        f"<14>{stamp} router kernel: OUT_CONN IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:00:{TV_MAC}:08:00 SRC={TV} DST={target} "
        f"LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=0 DF PROTO=TCP SPT=50000 DPT={port} WINDOW=64240 RES=0x00 SYN URGP=0").encode()


def names_of(server, target):
    return server.rows(
        f"NetworkSession | where SrcIpAddr == '{TV}' and DstIpAddr == '{target}' | project DstFQDN, DstDomain")


def dns_names(folder):
    """dnsmasq's log is followed; its lines about a device give that device's connections their names, whichever of the
    two comes first. Another device's connections stay without."""
    names = [("tv.example", "45.0.113.7"), ("api.stream.example", "45.0.113.8"), ("early.example", "45.0.113.9")]
    with dnsmasq(folder, *names) as resolve, follow(folder, "dnsmasq.log") as server:
        for name, address in names:
            equal(resolve(name), address, f"answer for {name}")
        wait_for(lambda: server.number("Dns | where EventSubType == 'request' and SrcIpAddr == '127.0.0.1' | count") == 3,
                 "the questions in the followed file")
        server.send_udp(*dns_lines(folder, "tv.example"))
        wait_for(lambda: server.number(f"Dns | where SrcIpAddr == '{TV}' and DnsQuery == 'tv.example' | count") >= 1,
                 "the television's question")
        server.send_udp(connection("45.0.113.7"), connection("45.0.113.99"))
        wait_for(lambda: names_of(server, "45.0.113.99"), "both connections")
        equal(names_of(server, "45.0.113.7"), [["tv.example", "tv.example"]], "name after the question")
        check(not any(names_of(server, "45.0.113.99")[0]), "an address that nobody has asked for has a name")

        server.send_udp(connection("45.0.113.8"))
        wait_for(lambda: names_of(server, "45.0.113.8"), "the connection before the question")
        time.sleep(2)
        server.send_udp(*dns_lines(folder, "api.stream.example"))
        wait_for(lambda: names_of(server, "45.0.113.8") == [["api.stream.example", "stream.example"]],
                 "the name of a connection that was before its question", 5)
        other = connection("45.0.113.7").replace(TV.encode(), b"192.168.1.21").replace(b"ae:39:1a", b"ae:39:1b")
        server.send_udp(other)
        of_other = "NetworkSession | where SrcIpAddr == '192.168.1.21' | project DstFQDN"
        wait_for(lambda: server.rows(of_other), "the other device")
        check(not server.rows(of_other)[0][0],
              "a connection of a device that has not asked has a name")
    with follow(folder, data=server.data) as server:
        server.send_udp(connection("45.0.113.8", 8443))
        wait_for(lambda: len(names_of(server, "45.0.113.8")) == 2, "the connection after the restart")
        equal({name for name, _ in names_of(server, "45.0.113.8")}, {"api.stream.example"}, "names after a restart")


def dns_first_connection(folder):
    """Even the very first connection gets its name from a question that is logged after it."""
    with dnsmasq(folder, ("early.example", "45.0.113.9")) as resolve, Server(folder) as server:
        resolve("early.example")
        server.send_udp(connection("45.0.113.9"))
        wait_for(lambda: names_of(server, "45.0.113.9"), "the connection")
        time.sleep(2)
        server.send_udp(*dns_lines(folder, "early.example"))
        wait_for(lambda: names_of(server, "45.0.113.9")[0][0] == "early.example", "the connection's name", 2)


def dns_reserved_address(folder):
    """A connection of a device to an address of no use on the internet (here: of documentation) is the device's, too, and
    gets its name."""
    with dnsmasq(folder, ("doc.example", "203.0.113.7")) as resolve, Server(folder) as server:
        resolve("doc.example")
        server.send_udp(*dns_lines(folder, "doc.example"))
        wait_for(lambda: server.number("Dns | count") >= 2, "question and answer")
        server.send_udp(connection("203.0.113.7"))
        wait_for(lambda: names_of(server, "203.0.113.7"), "the connection")
        row = server.rows("NetworkSession | project DstFQDN, NetworkDirection, DeviceId > 0")[0]
        equal(row, ["doc.example", "Outbound", True], "name, direction and whether it is a device's")


def dns_purpose(folder):
    """A name of a well-known service tells what the service is for."""
    with dnsmasq(folder, ("www.netflix.com", "45.0.113.30")) as resolve, Server(folder) as server:
        resolve("www.netflix.com")
        server.send_udp(*dns_lines(folder, "www.netflix.com"))
        wait_for(lambda: server.number("Dns | count") >= 2, "question and answer")
        server.send_udp(connection("45.0.113.30"))
        wait_for(lambda: names_of(server, "45.0.113.30"), "the connection")
        row = server.rows("NetworkSession | project DstFQDN, DstDomain, DstPurpose")[0]
        equal(row[:2], ["www.netflix.com", "netflix.com"], "name and domain")
        check(row[2], f"the purpose is {row[2]!r}")


def dhcp_names(folder):
    """A device is named as it told dnsmasq's DHCP server, before and after a connection of it is seen, and renamed when
    it tells another name."""
    def lease(address, mac, name):
        stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
        return f"<30>{stamp} router dnsmasq-dhcp[912]: DHCPACK(br0) {address} {mac} {name}".rstrip().encode()

    def devices():
        return {row[0]: row[1:] for row in server.rows("AssetEntity | project MacAddr, Hostname, DeviceName, IpAddr")}

    with Server(folder) as server:
        server.send_udp(lease(TV, TV_MAC, "Living-Room-TV"), connection("45.0.113.7"))
        wait_for(lambda: devices().get(TV_MAC, [""])[0] == "Living-Room-TV", "the television's name")
        equal(devices()[TV_MAC], ["Living-Room-TV", "Living-Room-TV", TV], "host name, name and address")
        wait_for(lambda: server.number(f"NetworkSession | where SrcIpAddr == '{TV}' | count") == 1, "its connection")
        phone = connection("45.0.113.8").replace(TV.encode(), b"192.168.1.30").replace(b"ae:39:1a", b"ae:39:30")
        server.send_udp(phone)
        wait_for(lambda: "ae:39:30:67:9e:8f" in devices(), "a device that has no lease yet")
        server.send_udp(
            lease("192.168.1.30", "ae:39:30:67:9e:8f", "Pixel-8"), lease("192.168.1.40", "02:00:00:00:00:40", ""))
        wait_for(lambda: devices()["ae:39:30:67:9e:8f"][0] == "Pixel-8", "the telephone's name")
        server.send_udp(lease(TV, TV_MAC, "Bedroom-TV"))
        wait_for(lambda: devices()[TV_MAC][0] == "Bedroom-TV", "the television's new name")
        equal(len(devices()), 3, f"devices {devices()}")
    with Server(folder, data=server.data) as server:
        equal((devices()[TV_MAC][0], len(devices())), ("Bedroom-TV", 3), "name and devices after a restart")


def domain(*labels):
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def announcement(host, address, instance, service, *texts):
    """A multicast DNS answer (RFC 6762): a service with its text, its host, the host's address."""
    def record(owner, kind, data):
        return owner + struct.pack(">HHIH", kind, 0x8001, 120, len(data)) + data

    owner = domain(instance, *service.split("."), "local")
    records = [
        record(domain(*service.split("."), "local"), 12, owner),
        record(owner, 33, struct.pack(">3H", 0, 0, 8009) + domain(host, "local")),
        record(owner, 16, b"".join(bytes([len(text)]) + text.encode() for text in texts)),
        record(domain(host, "local"), 1, socket.inet_aton(address))]
    return struct.pack(">6H", 0, 0x8400, 0, len(records), 0, 0) + b"".join(records)


def capture(path, *datagrams):
    """A pcap of UDP datagrams: (sender, port, payload), to the group of that port."""
    groups = {5353: "224.0.0.251", 1900: "239.255.255.250"}
    with open(path, "wb") as out:
        out.write(struct.pack(">IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
        for sender, port, payload in datagrams:
            packet = struct.pack(">BBHHHBBH", 0x45, 0, len(payload) + 28, 0, 0, 255, 17, 0)
            packet += socket.inet_aton(sender) + socket.inet_aton(groups[port])
            packet += struct.pack(">4H", port, port, len(payload) + 8, 0) + payload
            out.write(struct.pack(">IIII", int(time.time()) - 60, 0, len(packet), len(packet)) + packet)
    return path


def announced_names(folder):
    """What devices announce by mDNS and SSDP, from a capture: names where nothing better is known, kinds, and no events."""
    notify = ("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:schemas-upnp-org:device:basic:1\r\n"
              "SERVER: Linux/3.14.0 UPnP/1.0 IpBridge/1.56.0\r\n\r\n").encode()
    cast = announcement("f0e1", TV, "Chromecast-f0e1", "_googlecast._tcp", "fn=Living room TV", "md=Chromecast Ultra")
    file = capture(folder / "home.pcap", (TV, 5353, cast), ("192.168.1.41", 1900, notify), (TV, 5353, cast[:40]))
    has(succeed("parse", file), "Living room TV", "IpBridge")
    with Server(folder) as server:
        succeed("import", file, "--data-dir", server.data)
        columns = "IpAddr, DeviceName, DeviceType, AnnouncedModel, AnnouncedServer"
        query = f"AssetEntity | order by IpAddr asc | project {columns}"
        wait_for(lambda: len(server.rows(query)) == 2, "two devices")
        equal(server.rows(query), [
            [TV, "Living room TV", "media_player", "Chromecast Ultra", ""],
            ["192.168.1.41", "192.168.1.41", "light_bridge", "", "Linux/3.14.0 UPnP/1.0 IpBridge/1.56.0"]], "the devices")
        equal(server.number("union NetworkSession, Dns, Syslog | count"), 0, "events")
        metrics = server.request("GET", "/metrics").decode()
        has(metrics, 'earshot_discovery_datagrams_total{protocol="mdns"} 2', 'earshot_discovery_outcomes_total{kind="malformed"} 1')
        stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
        server.send_udp(f"<30>{stamp} router dnsmasq-dhcp[912]: DHCPACK(br0) {TV} {TV_MAC} tv-lease".encode())
        wait_for(lambda: server.rows(f"AssetEntity | where DeviceName == 'tv-lease' and IpAddr == '{TV}'"), "the name of the lease")
    with Server(folder, data=server.data) as server:
        equal(server.rows("AssetEntity | where DeviceName == 'tv-lease' | project AnnouncedName, AnnouncedHostname, "
                          "tostring(AnnouncedServices)"),
              [["Living room TV", "f0e1", '["_googlecast._tcp"]']], "what was announced, after a restart")


def dns_bypass(folder):
    """A device that resolves names past the home's name server is marked, with its servers, in KQL, the API and on the
    command line, and still after a restart; the router that forwards questions is not."""
    def devices():
        query = ("AssetEntity | mv-apply Use = DnsServers on (summarize Servers = strcat_array(array_sort_asc(make_set("
                 "strcat(Use.Way, ' ', Use.Server))), ' ')) | project IpAddr, DnsBypass, Servers")
        return {row[0]: row[1:] for row in server.rows(query)}

    def plain(source, target):
        return connection(target, 53).replace(TV.encode(), source.encode()).replace(b"TCP", b"UDP").replace(
            b"ae:39:1a", b"ae:39:%02x" % int(source.split(".")[-1]))

    stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
    forwarded = f"<30>{stamp} router dnsmasq[9]: forwarded tv.example to 45.0.113.53".encode()
    with Server(folder) as server:
        server.send_udp(
            connection("8.8.8.8"), connection("45.0.113.9", 853), connection("45.0.113.10"), forwarded,
            plain("192.168.1.30", "45.0.113.53"), plain("192.168.1.31", "45.0.113.54"))
        wait_for(lambda: server.number("NetworkSession | count") == 5, "the connections")
        wait_for(lambda: TV in devices(), "the television")
        wanted = {TV: ["DoH, DoT", "DoH 8.8.8.8 DoT 45.0.113.9"], "192.168.1.31": ["DNS", "DNS 45.0.113.54"]}
        equal(devices(), wanted, "who goes around the name server")
        equal(server.number("AssetEntity | where isempty(DnsBypass) | count"), 1, "devices that do not")
    with Server(folder, data=server.data) as server:
        server.send_udp(connection("9.9.9.9"), plain("192.168.1.32", "45.0.113.53"))
        wait_for(lambda: "9.9.9.9" in str(devices()), "one more server")
        equal(devices()[TV], ["DoH, DoT", "DoH 8.8.8.8 DoH 9.9.9.9 DoT 45.0.113.9"], "after a restart")
        equal(len(devices()), 2, "devices that go around")


def reverse_names(folder):
    """With names.reverse on this machine's resolver is asked what an address is called; without, nobody is."""
    hosts = folder / "hosts"
    hosts.write_text(pathlib.Path("/etc/hosts").read_text() + "\n203.0.113.77 mail.provider.example\n")
    prefix = with_mount(f'mount --bind "{hosts}" /etc/hosts')
    for switch, name in (("true", {"name": "mail.provider.example"}), ("false", {})):
        with Server(folder, prefix=prefix, environment={"EARSHOT_NAMES_REVERSE": switch}) as server:
            answer = json.loads(server.request("GET", "/api/v1/names/ip/203.0.113.77"))
            equal(answer, {"ip": "203.0.113.77", "enabled": switch == "true", **name}, f"with names.reverse: {switch}")


TESTS = [
    dns_names, dns_first_connection, dns_reserved_address, dns_purpose, dhcp_names, announced_names, dns_bypass, reverse_names]
