"""Log lines of routers, name servers and hosts, and the networks that appear in them."""
import ipaddress
import json
import time

# Real networks, so that geography and network names come out as in life.
CLOUD = {
    "cloudflare": "104.16.0.0/13", "akamai": "23.32.0.0/11", "fastly": "151.101.0.0/16", "google": "142.250.0.0/15",
    "cloudfront": "52.84.0.0/15", "aws": "3.120.0.0/14", "microsoft": "20.190.128.0/18", "teams": "52.112.0.0/14",
    "apple-push": "17.57.144.0/22", "apple": "17.248.0.0/16", "meta": "157.240.0.0/16", "netflix": "45.57.0.0/17",
    "hetzner": "78.46.0.0/15", "ovh": "51.38.0.0/16", "google-cloud": "34.64.0.0/11",
}
SCANNER_NETWORKS = ["45.148.8.0/22", "79.124.56.0/21", "185.156.72.0/22", "193.42.32.0/23", "94.102.48.0/20",
                    "167.99.0.0/16", "218.92.0.0/16", "141.98.8.0/21", "103.30.40.0/22", "36.110.0.0/16"]


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def address_in(rng, network):
    """One address of a network, as text."""
    net = ipaddress.ip_network(network)
    return str(net[rng.randrange(1, net.num_addresses - 1)])


def packet(home, seconds, source, source_port, target, port, protocol="TCP", flags="SYN", action=None, mac=None):
    """A line of a Linux firewall; which way it goes follows from the addresses. Routers differ in what they print."""
    inside, outside = (home.is_local(source), home.is_local(target))
    action = action or ("ACCEPT" if inside else "DROP")
    device = mac or home.macs.get(source, "40:b4:f0:e0:5e:af")
    way = f"IN=br0 OUT={'br0' if outside else 'eth0'}" if inside else "IN=eth0 OUT="
    tail = ""
    if protocol == "TCP" and home.has_flags:
        tail = f" SEQ={(seconds * 7919 + port) % 4294967295} ACK=0 WINDOW=1024 RES=0x00 {flags} URGP=0"
    elif protocol == "UDP":
        tail = " LEN=52"
    return (f"<12>{stamp(seconds)} {home.router} kernel: {action} {way} MAC=04:42:1a:cd:5a:00:{device}:08:00 "
            f"SRC={source} DST={target} LEN=72 TOS=0x00 PREC=0x00 TTL=54 ID=0 DF PROTO={protocol} "
            f"SPT={source_port} DPT={port}{tail}")


def question(home, seconds, client, name, kind="A", host=None):
    return f"<30>{stamp(seconds)} {host or home.router} dnsmasq[603]: query[{kind}] {name} from {client}"


def answer(home, seconds, name, value):
    return f"<30>{stamp(seconds)} {home.router} dnsmasq[603]: reply {name} is {value}"


def sign_in(host, seconds, source, user, works=False, port=50000):
    what = f"Accepted password for {user}" if works else f"Failed password for {user}"
    return f"<38>{stamp(seconds)} {host} sshd[4711]: {what} from {source} port {port} ssh2"


def session(home, seconds, source, source_port, target, port, out, back, state="SF", protocol="tcp", lasts=10.0):
    """A finished session with bytes both ways, as Zeek writes it."""
    return json.dumps({
        "ts": float(seconds), "uid": f"C{seconds % 10**8:08d}{source_port:05d}", "id.orig_h": source,
        "id.orig_p": source_port, "id.resp_h": target, "id.resp_p": port, "proto": protocol, "duration": lasts,
        "orig_bytes": out, "resp_bytes": back, "conn_state": state, "local_orig": home.is_local(source),
        "local_resp": home.is_local(target), "missed_bytes": 0, "history": "ShADadFf", "orig_pkts": 9, "orig_ip_bytes": out + 400,
        "resp_pkts": 9, "resp_ip_bytes": back + 400}, separators=(",", ":"))
