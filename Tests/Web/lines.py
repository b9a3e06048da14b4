"""Router lines as Asuswrt-Merlin sends them (netfilter), with the clock of this machine."""
import time

PUBLIC = "84.115.212.9"
TV, TV_MAC, TV_MAKER = "192.168.1.31", "9c:8c:6e:11:20:01", "Samsung"


def stamp(seconds_ago=0):
    t = time.localtime(time.time() - seconds_ago)
    return time.strftime("%b ", t) + f"{t.tm_mday:2d}" + time.strftime(" %H:%M:%S", t)


def inbound(source="45.155.205.7", port=23, seconds_ago=0):
    return (f"<4>{stamp(seconds_ago)} router kernel: DROP IN=eth0 OUT= MAC=04:d4:c4:11:22:33:00:01:5c:aa:bb:cc:08:00 SRC={source} DST={PUBLIC} "
            f"LEN=40 TOS=0x00 PREC=0x00 TTL=244 ID=54321 PROTO=TCP SPT=44321 DPT={port} SEQ=1 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 OPT () MARK=0x0")


def outbound(destination="140.82.121.3", port=443, seconds_ago=0):
    return (f"<4>{stamp(seconds_ago)} router kernel: ACCEPT IN=br0 OUT=eth0 MAC=04:d4:c4:11:22:33:{TV_MAC}:08:00 SRC={TV} DST={destination} "
            f"LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=12345 DF PROTO=TCP SPT=50123 DPT={port} SEQ=1 ACK=0 WINDOW=64240 RES=0x00 SYN URGP=0 OPT () MARK=0x0")


def dns():
    return f"<30>{stamp()} router dnsmasq[412]: query[AAAA] www.example.org from {TV}"


def sign_in():
    return f"<38>{stamp()} nas sshd[811]: Failed password for invalid user mallory from 192.168.1.77 port 51822 ssh2"


def hostile():
    return f"<6>{stamp()} router thermostatd[231]: <img src=x onerror=document.body.dataset.hacked=1>"


def unknown(count, program="acmefw"):
    """Lines of a router that no family knows."""
    return [f"<134>{stamp()} acme {program}: BLK TCP 203.0.113.{n}:{1024 + n} -> {PUBLIC}:22 len={40 + n}" for n in range(1, count + 1)]


def file(count=600, hours=6):
    """A log of some hours, half in, half out."""
    step = hours * 3600 / count
    lines = []
    for i in range(count):
        ago = (count - i) * step
        lines.append(inbound(f"45.155.205.{i % 200 + 1}", 20 + i % 60, ago) if i % 2 else outbound(f"140.82.121.{i % 9 + 1}", 443, ago))
    return "\n".join(lines) + "\n"
