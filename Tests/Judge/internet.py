"""What comes from outside: scanners of every pace, and everything that only looks like them."""
from home import DAY
from lines import CLOUD, SCANNER_NETWORKS, address_in

POPULAR = [22, 23, 80, 81, 443, 445, 1433, 2323, 3306, 3389, 5060, 5555, 5900, 6379, 8080, 8443, 8728, 37215]


def everything(home, scale=1.0):
    for part in (vertical, stealthy, odd_flags, masses, distributed, research, knocks, answers, backscatter, calls, peers, games, odd_servers):
        part(home, scale)
    settle(home)


def scan(home, source, ports, moments, protocol="TCP", retries=0.1, source_port=None):
    """Each port at its moment, some twice."""
    for moment, port in zip(moments, ports):
        if not home.start <= moment < home.end:
            continue
        home.knock(moment, source, port, source_port, protocol)
        if home.rng.random() < retries:
            home.knock(moment + home.rng.randrange(1, 20), source, port, source_port, protocol)
        home.tries[source].append((moment, port))


def settle(home):
    """Who is a scanner, and since when: whoever tried ten different ports, by accident of two parts even."""
    for source, tries in home.tries.items():
        seen = set()
        for moment, port in sorted(tries):
            seen.add(port)
            if len(seen) == 10:
                home.truth["vertical"][source] = moment
                break
        else:
            home.truth["few"][source] = len(seen)


def steps(home, start, pause, spread=0.3):
    now = start
    while True:
        yield now
        now += pause * (1 + home.rng.uniform(-spread, spread))


def vertical(home, scale):
    """A port every ten minutes for days; some fast, some with the source port of a service, some over UDP."""
    rng = home.rng
    for number in range(int(24 * scale)):
        source = address_in(rng, rng.choice(SCANNER_NETWORKS))
        pause = rng.choice([0.2, 30, 600, 600, 600, 1800])
        count = rng.choice([10, 14, 40, 200, 422]) if pause < 1000 else rng.choice([10, 15, 40])
        first = rng.randrange(1, 60000)
        ports = [(first + step) % 65535 + 1 for step in range(count)] if number % 3 == 0 else rng.sample(range(1, 65535), count)
        start = home.start + rng.random() * (home.days * DAY - min(count * pause, home.days * DAY * 0.9))
        fixed = rng.choice([None, None, 53, 443, 45_000]) if home.has_flags else rng.choice([None, 45_000])
        scan(home, source, ports, steps(home, start, pause), source_port=fixed,
             protocol="UDP" if number % 11 == 5 and fixed is None else "TCP")


def stealthy(home, scale):
    """One to three ports a day, from the first day to the last."""
    for _ in range(int(12 * scale)):
        source = address_in(home.rng, home.rng.choice(SCANNER_NETWORKS))
        pause = DAY / home.rng.choice([1, 2, 3])
        ports = home.rng.sample(range(1, 65535), 200)
        scan(home, source, ports, steps(home, home.start + home.rng.random() * pause, pause, 0.9), retries=0.3)


def odd_flags(home, scale):
    """Packets without SYN, with which somebody looks for closed ports: no flag at all, FIN, or three of them."""
    for flags in ("", "FIN", "URG PSH FIN")[:3 if home.has_flags else 0]:
        source = address_in(home.rng, home.rng.choice(SCANNER_NETWORKS))
        start = home.start + home.rng.random() * (home.days - 2) * DAY
        for step, port in enumerate(home.rng.sample(range(1, 30000), 50)):
            home.knock(start + step * 120, source, port, 40_125, "TCP", flags)
            home.tries[source].append((start + step * 120, port))


def masses(home, scale):
    """Programs that ask the whole internet: for one port with a source port of few (hundreds of sources, one packet each), for
    all ports in an order of their own, very fast."""
    for _ in range(int(200 * scale)):
        source = address_in(home.rng, home.rng.choice(["167.99.0.0/16", "112.0.0.0/8", "36.110.0.0/16"]))
        scan(home, source, [home.rng.choice(POPULAR)], [home.start + home.rng.random() * home.days * DAY], source_port=home.rng.randrange(32768, 61000))
    for _ in range(2):
        source = address_in(home.rng, home.rng.choice(SCANNER_NETWORKS))
        start = home.start + home.rng.random() * (home.days - 2) * DAY
        ports = home.rng.sample(range(1, 65536), 700)
        scan(home, source, ports, [start + step * 0.02 for step in range(700)], retries=0, source_port=61_000 if home.has_flags else 48_321)


def distributed(home, scale):
    """Addresses of one /24 share the ports: each few, together many."""
    for _ in range(max(1, int(2 * scale))):
        network = address_in(home.rng, home.rng.choice(SCANNER_NETWORKS)).rsplit(".", 1)[0]
        members = home.rng.sample(range(2, 250), home.rng.choice([6, 12, 30]))
        ports = home.rng.sample(range(1, 65535), len(members) * 7)
        start = home.start + home.rng.random() * home.days * DAY * 0.5
        for index, member in enumerate(members):
            source = f"{network}.{member}"
            scan(home, source, ports[index * 7:index * 7 + 7], steps(home, start + index * 311, DAY / 3))
        home.truth["distributed"][f"{network}.0/24"] = len(members)


def research(home, scale):
    """Those who scan the whole internet and say so: scanners, labelled."""
    for network in ("162.142.125.0/24", "71.6.146.0/24", "184.105.139.64/26"):
        source = address_in(home.rng, network)
        scan(home, source, home.rng.sample(POPULAR + list(range(8000, 9000)), 30), steps(home, home.start + 999, DAY / 2))
        home.truth["research"][source] = True


def knocks(home, scale):
    """Bots that try the same few doors, again and again."""
    for _ in range(int(400 * scale)):
        source = address_in(home.rng, home.rng.choice(SCANNER_NETWORKS + ["112.0.0.0/8", "186.0.0.0/8", "41.0.0.0/8"]))
        doors = home.rng.sample(POPULAR, home.rng.randrange(1, 6))
        start = home.start + home.rng.random() * home.days * DAY
        count = home.rng.randrange(1, 30)
        scan(home, source, [home.rng.choice(doors) for _ in range(count)], steps(home, start, 7200, 0.9))


def answers(home, scale):
    """Late answers of what devices called, after the router forgot the connection."""
    kinds = [("TCP", "ACK"), ("TCP", "ACK PSH"), ("TCP", "ACK FIN"), ("TCP", "RST"), ("TCP", "ACK RST"), ("TCP", "ACK SYN")]
    for number in range(int(150 * scale)):
        protocol, flags = home.rng.choice(kinds) if number % 3 else ("UDP", "")
        remote = address_in(home.rng, home.rng.choice(list(CLOUD.values())))
        port = home.rng.choice([443, 443, 443, 80, 5223, 993, 8443]) if protocol == "TCP" else home.rng.choice([443, 53, 123])
        for moment in home.moments(home.rng.choice([0.3, 2, 6])):
            ours = home.rng.randrange(32768, 61000)
            home.call(moment - 400, home.rng.choice(home.devices), remote, port, protocol, ours)
            for step in range(home.rng.randrange(1, 4)):
                home.knock(moment + step * 3, remote, ours, port, protocol, flags)


def backscatter(home, scale):
    """Answers of victims to packets that somebody else sent in our name."""
    for number in range(int(40 * scale)):
        victim = address_in(home.rng, home.rng.choice(["5.8.0.0/16", "138.201.0.0/16", "51.38.0.0/16"]))
        port = home.rng.choice([80, 443, 22, 53, 25565, 30120, 8080])
        flags = home.rng.choice(["ACK SYN", "ACK RST", "RST"])
        start = home.start + home.rng.random() * home.days * DAY
        for _ in range(home.rng.randrange(5, 60)):
            home.knock(start + home.rng.random() * 7200, victim, home.rng.randrange(32768, 65535), port, "TCP", flags)


def calls(home, scale):
    """Video calls: relays with ports of their own, and friends whose port differs each time."""
    relays = [("teams", 3478), ("teams", 3480), ("google", 19305), ("meta", 3478), ("aws", 8801), ("google-cloud", 50007)]
    for name, port in relays:
        remote = address_in(home.rng, CLOUD[name])
        device = home.rng.choice(home.devices)
        for moment in home.moments(1.2):
            ours = home.rng.randrange(32768, 61000)
            theirs = port if port < 50000 else home.rng.randrange(50000, 61000)
            home.call(moment - 1800, device, remote, theirs, "UDP", ours)
            for step in range(4):
                home.knock(moment + step, remote, ours, theirs, "UDP")
    for _ in range(4):
        friend = address_in(home.rng, home.rng.choice(["84.40.0.0/16", "79.200.0.0/16", "93.192.0.0/12"]))
        device = home.rng.choice(home.devices)
        for moment in home.moments(0.8):
            ours, theirs = home.rng.randrange(32768, 61000), home.rng.randrange(32768, 61000)
            home.call(moment - 1800, device, friend, theirs, "UDP", ours)
            for step in range(5):
                home.knock(moment + step, friend, ours, theirs, "UDP")


def peers(home, scale):
    """Peers of file sharing that still try the port of yesterday; it changes with every start."""
    swarm = [address_in(home.rng, home.rng.choice(["95.24.0.0/13", "188.16.0.0/14", "84.40.0.0/16"])) for _ in range(int(120 * scale))]
    device = home.rng.choice(home.devices)
    for day in range(home.days):
        ours = home.rng.randrange(49152, 65535)
        for peer in home.rng.sample(swarm, min(40, len(swarm))):
            moment = home.start + day * DAY + home.rng.random() * DAY
            theirs = 6881 + sum(map(int, peer.split("."))) * 37 % 40000
            home.call(moment - 7200, device, peer, theirs, "UDP", ours)
            home.knock(moment, peer, ours, theirs, "UDP")
            if home.rng.random() < 0.3:
                home.knock(moment + 60, peer, ours, None, "TCP")


def games(home, scale):
    """Servers of games that go on for a while after the player left."""
    for _ in range(6):
        server = address_in(home.rng, home.rng.choice([CLOUD["ovh"], CLOUD["hetzner"]]))
        port, device = home.rng.choice([27015, 30120, 7777, 9987, 25565]), home.rng.choice(home.devices)
        for moment in home.moments(1.0):
            ours = home.rng.randrange(32768, 61000)
            home.call(moment - 3000, device, server, port, "UDP", ours)
            for step in range(6):
                home.knock(moment + step * 2, server, ours, port, "UDP")


def odd_servers(home, scale):
    """Servers on ports of their own, called by systems that number their ports in turn, six at once; and somebody who traces
    the way to us."""
    counter = home.rng.randrange(49152, 60000)
    for _ in range(8):
        server = address_in(home.rng, home.rng.choice([CLOUD["ovh"], CLOUD["hetzner"], "84.40.0.0/16"]))
        port, device = home.rng.choice([50443, 33890, 37777, 49200, 8883, 32400]), home.rng.choice(home.devices)
        for moment in home.moments(1.5):
            counter = 49152 + (counter + home.rng.randrange(20, 400) - 49152) % 16000
            for step in range(home.rng.choice([1, 2, 6])):
                home.call(moment - 2000, device, server, port, "TCP", counter + step)
                home.knock(moment + step, server, counter + step, port, "TCP", "ACK FIN")
    for _ in range(3):
        tracer, port = address_in(home.rng, "193.0.0.0/21"), home.rng.randrange(32768, 61000)
        start = home.start + home.rng.random() * home.days * DAY
        for step in range(30):
            home.knock(start + step * 2, tracer, 33434 + step, port + step, "UDP")
