"""Syslog over TLS (RFC 5425), and the senders that come with every Debian and every Python. See ways_in.py."""
import logging
import logging.handlers
import pathlib
import re
import shutil
import socket
import ssl
import stat
import subprocess
import time

import rsyslog
from kit import Failed, Server, Skipped, check, equal, firewall_line, wait_for

DRIVERS = {"gtls": "rsyslog-gnutls", "ossl": "rsyslog-openssl"}


def counted(text):
    """Octet counting (RFC 6587 §3.4.1)."""
    data = text.encode()
    return b"%d %s" % (len(data), data)


def tls_rsyslog(driver):
    """rsyslogd with one of its two TLS libraries; it verifies certificate and name."""
    def test(folder):
        if not list(pathlib.Path("/usr/lib").glob(f"*/rsyslog/lmnsd_{driver}.so")):
            raise Skipped(f"{DRIVERS[driver]} is not installed (Scripts/bootstrap.sh --tests)")
        options = (
            f'StreamDriver="{driver}" StreamDriverMode="1" StreamDriverAuthMode="x509/name" '
            'StreamDriverPermittedPeers="localhost" TCP_Framing="octet-counted"')
        rsyslog.way("tls", options, "5424")(folder)

    test.__name__ = f"tls_rsyslog_{driver}"
    test.__doc__ = f"rsyslogd over TLS ({DRIVERS[driver]}) verifies the certificate; every line once, and understood."
    return test


def secure(server, name="localhost", version=None):
    """A connection as a careful sender opens it: only our certificate, only our name."""
    context = ssl.create_default_context(cafile=server.data / "syslog-certificate.pem")
    if version:
        context.minimum_version = context.maximum_version = version
    raw = socket.create_connection(("127.0.0.1", server.tls), timeout=20)
    return context.wrap_socket(raw, server_hostname=name)


def tls_python(folder):
    """Python over TLS 1.2 and 1.3 verifies the certificate by name and address; messages with line ends and in pieces
    arrive whole; the certificate outlives a restart and its key is nobody else's."""
    with Server(folder) as server:
        certificate = (server.data / "syslog-certificate.pem").read_bytes()
        equal(stat.S_IMODE((server.data / "syslog-key.pem").stat().st_mode), 0o600, "mode of the key's file")
        with secure(server, "localhost", ssl.TLSVersion.TLSv1_2) as out:
            out.sendall(b"".join(counted(firewall_line(number)) for number in range(300)))
        with secure(server, "127.0.0.1", ssl.TLSVersion.TLSv1_3) as out:
            message = counted("<13>1 - host app - - - first line\nsecond line ä")
            for start in range(0, len(message), 7):  # a TLS record each
                out.sendall(message[start:start + 7])
            out.sendall(b"<13>1 - host app - - - framed by its line end\n")
        with_authorities = ssl.create_default_context()
        try:
            raw = socket.create_connection(("127.0.0.1", server.tls), timeout=20)
            with_authorities.wrap_socket(raw, server_hostname="localhost")
            raise Failed("the certificate is believed without being known")
        except ssl.SSLCertVerificationError:
            pass
        wait_for(lambda: server.number("NetworkSession | summarize dcount(SrcIpAddr)") == 300, "300 lines")
        wait_for(lambda: server.number("Syslog | count") == 2, "two messages")
        messages = sorted(row[0] for row in server.rows("Syslog | project SyslogMessage"))
        equal(messages[0], "first line\nsecond line ä", "the message with a line end")
        equal(messages[1], "framed by its line end", "the other message")
    with Server(folder, data=server.data) as server:
        equal((server.data / "syslog-certificate.pem").read_bytes(), certificate, "the certificate after a restart")
        with secure(server) as out:
            out.sendall(counted(firewall_line(1000)))
        wait_for(lambda: server.number("NetworkSession | count") == 301, "the line after the restart")


def tls_client_certificates(folder):
    """With syslog.tls.clientAuthorities, senders without a certificate of theirs are refused, those with one are heard; a
    certificate of the owner's is shown instead of our own."""
    for name in ("server", "sender"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:logs.home", "-keyout", folder / f"{name}.key",
             "-out", folder / f"{name}.pem"], check=True, capture_output=True, timeout=20)
    settings = {
        "EARSHOT_SYSLOG_TLS_CERTIFICATE": "server.pem", "EARSHOT_SYSLOG_TLS_KEY": "server.key",
        "EARSHOT_SYSLOG_TLS_CLIENT_AUTHORITIES": "sender.pem"}
    with Server(folder, environment={key: str(folder / file) for key, file in settings.items()}) as server:
        for has_certificate in (False, True):
            context = ssl.create_default_context(cafile=folder / "server.pem")
            if has_certificate:
                context.load_cert_chain(folder / "sender.pem", folder / "sender.key")
            raw = socket.create_connection(("127.0.0.1", server.tls), timeout=20)
            try:
                with context.wrap_socket(raw, server_hostname="logs.home") as out:
                    out.sendall(counted(f"<13>1 - host app - - - certificate: {has_certificate}"))
                    if not has_certificate:
                        closed_by_server(out)
            except OSError as error:  # the refusal; with TLS 1.3 it comes after the client's side of the handshake
                check(not has_certificate, f"a sender with a certificate is refused: {error}")
        wait_for(lambda: server.number("Syslog | count") >= 1, "the message of the sender with a certificate")
        equal(server.rows("Syslog | project SyslogMessage"), [["certificate: True"]], "messages")
        check(not (server.data / "syslog-certificate.pem").exists(), "a certificate was made that nobody needs")


def closed_by_server(connection):
    """Reads until the server has closed; a TLS alert may come before."""
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        raise Failed("the server has not closed the connection") from None


def failed_handshakes(server):
    numbers = re.findall(r"^earshot_\w*handshake\w*(?:\{[^}]*\})? (\d+)", server.request("GET", "/metrics").decode(), re.M)
    check(numbers, "failed TLS handshakes are counted nowhere in /metrics")
    return sum(map(int, numbers))


def tls_knockers(folder):
    """Who connects to the TLS port and says nothing, half a greeting or plain text is closed and stores nothing, while
    another sender goes on."""
    with Server(folder) as server:
        address = ("127.0.0.1", server.tls)
        with secure(server) as good:
            good.sendall(counted("<13>1 - host app - - - before"))
            silent, half, plain = (socket.create_connection(address, timeout=13) for _ in range(3))
            half.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
            plain.sendall((firewall_line(1) + "\n").encode() * 100)
            closed_by_server(plain)
            good.sendall(counted("<13>1 - host app - - - meanwhile"))
            wait_for(lambda: server.number("Syslog | count") == 2, "what the other sender says meanwhile")
            closed_by_server(silent)
            closed_by_server(half)
            good.sendall(counted("<13>1 - host app - - - after"))
            wait_for(lambda: server.number("Syslog | count") == 3, "what the other sender says after it")
        equal(server.number("NetworkSession | count"), 0, "rows of plain text sent to the TLS port")
        for connection in (silent, half, plain):
            connection.close()


def tls_knockers_counted(folder):
    """Failed TLS handshakes are counted where the owner can see them."""
    with Server(folder) as server:
        with socket.create_connection(("127.0.0.1", server.tls), timeout=20) as plain:
            plain.sendall(b"<13>no TLS\n")
            closed_by_server(plain)
        wait_for(lambda: failed_handshakes(server) == 1, "one failed handshake", 2)


def logger_command(folder):
    """logger(1) over UDP and TCP, old and new format, newline framing and octet counting: one row each, nothing lost."""
    if not shutil.which("logger"):
        raise Skipped("there is no logger(1)")
    ways = {
        "udp3164": ["--udp", "--rfc3164"], "udp5424": ["--udp", "--rfc5424"], "tcp3164": ["--tcp", "--rfc3164"],
        "tcp5424": ["--tcp", "--rfc5424"], "counted3164": ["--tcp", "--octet-count", "--rfc3164"],
        "counted5424": ["--tcp", "--octet-count", "--rfc5424", "--msgid", "ID47"]}
    with Server(folder) as server:
        for name, options in ways.items():
            port = server.udp if "--udp" in options else server.tcp
            subprocess.run(
                ["logger", "--server", "127.0.0.1", "--port", str(port), *options, "--tag", f"app-{name}", "--priority",
                 "local3.notice", "--id=4711", f"said by {name}: Größe [1] <2>"], check=True, timeout=20)
        wait_for(lambda: server.number("Syslog | count") >= len(ways), "a row for each way")
        rows = server.rows(
            "Syslog | sort by ProcessName asc"
            " | project ProcessName, ProcessID, Facility, SeverityLevel, SyslogMessage, HostName")
        equal([row[:5] for row in rows], [
            [f"app-{name}", 4711, "local3", "notice", f"said by {name}: Größe [1] <2>"] for name in sorted(ways)], "rows")
        equal({row[5].split(".")[0] for row in rows}, {socket.gethostname().split(".")[0]}, "hosts")
        age = server.number("Syslog | summarize max(abs(datetime_diff('second', TimeGenerated, TimeReceived)))")
        check(age < 60, f"a line is {age} s off")


def python_handler(folder):
    """Python's SysLogHandler, which frames by NUL and says neither time nor host, over UDP and TCP: one row a record."""
    with Server(folder) as server:
        for name, kind in (("udp", socket.SOCK_DGRAM), ("tcp", socket.SOCK_STREAM)):
            handler = logging.handlers.SysLogHandler(
                ("127.0.0.1", getattr(server, name)), logging.handlers.SysLogHandler.LOG_LOCAL5, kind)
            handler.setFormatter(logging.Formatter(f"{name}[77]: %(message)s"))
            log = logging.Logger(name)
            log.addHandler(handler)
            for number in range(50):
                log.error("record %d of a Python program", number)
            handler.close()
        wait_for(lambda: server.number("Syslog | count") >= 100, "a row for each record")
        time.sleep(0.5)  # what comes twice comes late
        rows = server.rows(
            "Syslog | summarize Rows = count(), Messages = dcount(SyslogMessage), Facilities = make_set(Facility),"
            " Severities = make_set(SeverityLevel), Numbers = make_set(ProcessID) by ProcessName"
            " | sort by ProcessName asc")
        expected = [[name, 50, 50, ["local5"], ["err"], [77]] for name in ("tcp", "udp")]
        equal([[row[0], *row[1:]] for row in rows], expected, "rows of each transport")
        odd = server.rows("Syslog | where SyslogMessage !endswith 'of a Python program' | project SyslogMessage | take 3")
        equal(odd, [], "messages with something behind them")


TESTS = [tls_rsyslog("gtls"), tls_rsyslog("ossl"), tls_python, tls_client_certificates, tls_knockers,
         tls_knockers_counted, logger_command, python_handler]
