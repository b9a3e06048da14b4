#!/usr/bin/env python3
"""The most common sender there is, Debian's rsyslogd, over every transport and in both formats it speaks. (TLS: senders.py)

    Tests/EndToEnd/rsyslog.py [TEST …]      (see kit.py)

rsyslogd runs as a child with a configuration and folder of its own; the system's one is neither used nor touched. It
reads numbered lines from a file and forwards them.
"""
import shutil
import subprocess
import time

from kit import Failed, Server, check, equal, main, wait_for

FIREWALL, ORDINARY = 400, 100
RSYSLOGD = shutil.which("rsyslogd") or shutil.which("rsyslogd", path="/usr/sbin:/sbin")

# RFC 3164 as routers send it, RFC 5424 as rsyslog's own template has it.
TEMPLATES = {"3164": "RSYSLOG_TraditionalForwardFormat", "5424": "RSYSLOG_SyslogProtocol23Format"}

CONFIGURATION = """
global(workDirectory="{folder}" maxMessageSize="64k" {authority})
module(load="imfile" mode="polling" pollingInterval="1")
input(type="imfile" file="{folder}/input" tag="kernel:" severity="warning" facility="kern" ruleset="forward")
ruleset(name="forward") {{
    action(type="omfwd" target="127.0.0.1" port="{port}" protocol="{protocol}" {framing} template="{template}"
           queue.type="LinkedList" action.resumeRetryCount="-1")
}}
"""


def numbered_lines():
    """What the kernel would have said; every line differs from every other."""
    for number in range(FIREWALL):
        yield (
            f"[{number}.{number:06d}] [UFW BLOCK] IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 "
            f"SRC=45.1.{number >> 8}.{number & 255} DST=79.203.44.118 LEN=60 TOS=0x00 PREC=0x00 TTL=52 ID={number} DF "
            f"PROTO=TCP SPT={number + 1024} DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0")
    for number in range(ORDINARY):
        yield f"usb 1-{number}: new high-speed USB device, ordinary line {number}"


def forward(folder, server, protocol, framing, template):
    """Runs rsyslogd until everything has arrived. `protocol`: udp, tcp or tls; for tls, `framing` names the driver too."""
    folder = folder / f"{protocol}-{template}-{len(framing)}"
    folder.mkdir()
    authority = f'defaultNetstreamDriverCAFile="{server.data}/syslog-certificate.pem"' if protocol == "tls" else ""
    (folder / "input").write_text("".join(line + "\n" for line in numbered_lines()))
    (folder / "rsyslog.conf").write_text(CONFIGURATION.format(
        folder=folder, port=getattr(server, protocol), protocol="udp" if protocol == "udp" else "tcp", framing=framing,
        template=template, authority=authority))
    before = server.status()["counters"]["received"]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            [RSYSLOGD, "-n", "-f", folder / "rsyslog.conf", "-i", folder / "pid"], stdout=log, stderr=log, cwd=folder)
    try:
        wait_for(lambda: server.status()["counters"]["received"] - before >= FIREWALL + ORDINARY, "all lines", 20)
        time.sleep(0.7)  # what comes twice comes late
    except Failed as failed:
        raise Failed(f"{failed}: {(folder / 'log').read_text()[-400:]}") from None
    finally:
        process.terminate()
        process.wait(10)


def compare(server, since, way):
    """Every line once, and understood: addresses, host, action, message."""
    recent = f"where TimeReceived >= datetime({since})"
    sessions = server.rows(
        f"NetworkSession | {recent} | summarize Rows = count(), Lines = dcount(SrcIpAddr), Ports = dcount(SrcPortNumber),"
        " Actions = make_set(DvcAction), Rules = make_set(NetworkRuleName), Targets = make_set(DstPortNumber)")
    equal(sessions[0][:3], [FIREWALL] * 3, f"{way}: rows, addresses and ports in NetworkSession")
    equal(sessions[0][3], ["Deny"], f"{way}: action of [UFW BLOCK]")
    check("UFW BLOCK" in str(sessions[0][4]), f"{way}: the rule is {sessions[0][4]}")
    equal(sessions[0][5], [22], f"{way}: ports they went to")
    other = server.rows(
        f"Syslog | {recent} | summarize Rows = count(), Messages = dcount(SyslogMessage), Programs = make_set(ProcessName),"
        " Severities = make_set(SeverityLevel), Facilities = make_set(Facility), Hosts = make_set(HostName)")[0]
    equal(other[:2], [ORDINARY] * 2, f"{way}: rows and messages in Syslog")
    equal(other[2:5], [["kernel"], ["warning"], ["kern"]], f"{way}: program, severity, facility")
    equal(len(other[5]), 1, f"{way}: hosts {other[5]}")
    equal(server.number(f"Syslog | {recent} | where SyslogMessage startswith 'usb 1-' | count"), ORDINARY, f"{way}: messages")


def way(protocol, framing, format):
    def test(folder):
        with Server(folder) as server:
            since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            forward(folder, server, protocol, framing, TEMPLATES[format])
            wait_for(lambda: server.number("union NetworkSession, Syslog | count") >= FIREWALL + ORDINARY, "all stored")
            compare(server, since, f"{protocol} {framing} RFC {format}")
            equal(server.status()["counters"]["dropped"], {}, "dropped lines")

    named = {"": "newline framing"}.get(framing, "octet counting") if protocol != "udp" else "datagrams"
    test.__name__ = f"{protocol}_{'counted_' if framing else ''}{format}"
    test.__doc__ = f"rsyslogd over {protocol.upper()} ({named}), RFC {format}: every line once, and understood."
    return test


if __name__ == "__main__":
    if not RSYSLOGD:
        raise SystemExit("rsyslog.py: there is no rsyslogd. Run Scripts/bootstrap.sh --tests, which installs it.")
    counted = 'TCP_Framing="octet-counted"'
    main([way("udp", "", "3164"), way("udp", "", "5424"), way("tcp", "", "3164"), way("tcp", "", "5424"),
          way("tcp", counted, "3164"), way("tcp", counted, "5424")])
