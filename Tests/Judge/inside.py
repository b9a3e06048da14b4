"""What devices of the home do that they should not, and what only looks so."""
from home import DAY
from lines import CLOUD, address_in, session
from rhythms import browse

SCANS, MAIL, TOR = "A device of your own scans", "A device sends mail to many hosts", "A device uses Tor"
CLEAR, BYPASS, COUNTRY = "A thing of the house speaks in clear text", "A device passes by the home's name server", "A device talks to a country it never did"
EXPECTED = (SCANS, MAIL, TOR, CLEAR, BYPASS, COUNTRY)


def everything(home):
    for device in home.devices[:10]:
        browse(home, device, 15)
    for device in home.devices[:2]:
        harmless(home, device)
    scans(home)
    programs(home)
    services(home)
    strays(home)


def some_day(home, least=2):
    return home.start + home.rng.uniform(least, home.days - 2) * DAY


def scans(home):
    """All ports of a neighbour at once; one port in twenty minutes for days; Telnet of the whole world; odd ports of few."""
    fast, slow, worm = home.devices[2], home.devices[3], home.devices[4]
    start = some_day(home)
    for step in range(200):
        home.call(start + step, fast, f"{home.prefix}1", 1 + step * 7)
    start = some_day(home)
    for step, port in enumerate(home.rng.sample(range(1, 9000), 140)):
        home.call(start + step * 1100, slow, f"{home.prefix}1", port)
    start = some_day(home)
    for step in range(1500):
        home.call(start + step * 3, worm, address_in(home.rng, "112.0.0.0/8"), home.rng.choice([23, 23, 2323]))
    for device in (fast, slow, worm, *quieter_scans(home)):
        home.truth[SCANS][device] = True


def newcomers(home, first, count):
    """Addresses of things that do one thing only, and are there from the first day."""
    addresses = [f"{home.prefix}{first + number}" for number in range(count)]
    for number, address in enumerate(addresses):
        home.macs[address] = f"ec:71:db:{first:02x}:00:{number:02x}"
        for moment in home.moments(3):
            home.call(moment, address, "142.250.1.9", 443)
    return addresses


def quieter_scans(home):
    """The doors of a neighbour over UDP; one port of the whole home over UDP; a worm of file sharing that tries seven hosts an
    hour; one that tries cameras, whom hardly anybody answers (as Zeek tells it)."""
    rng = home.rng
    datagrams, sweep, worm, cameras = newcomers(home, 150, 4)
    start = some_day(home)
    source_port = rng.randrange(40000, 60000)
    for step, port in enumerate(rng.sample(range(1, 6000), 120)):
        home.call(start + step * 0.8, datagrams, f"{home.prefix}1", port, "UDP", source_port)
    start = some_day(home)
    for host in range(1, 255):
        home.call(start + host * 2, sweep, f"{home.prefix}{host}", 161, "UDP")
    start = some_day(home)
    for step in range(160):
        home.call(start + step * 520, worm, address_in(rng, "36.110.0.0/16"), 445)
    start = some_day(home)
    for step in range(90):
        moment = int(start + step * 20)
        home.add(moment, session(home, moment, cameras, 40000 + step, address_in(rng, "112.0.0.0/8"), rng.choice([60001, 34567]), 0, 0, "S0"))
    return datagrams, sweep, worm, cameras


def harmless(home, device):
    """Passive transfers with a port each, file sharing, a game's servers, many sites in an hour."""
    for moment in home.moments(3):
        for step in range(60):
            home.call(moment + step * 20, device, f"{home.prefix}1", 21)
            home.call(moment + step * 20 + 1, device, f"{home.prefix}1", 50_000 + home.rng.randrange(5000))
    for moment in home.moments(100):
        home.call(moment, device, address_in(home.rng, "95.24.0.0/13"), home.rng.choice([6881, 51413, home.rng.randrange(10000, 60000)]))
    for moment in home.moments(2):
        for step in range(120):
            home.call(moment + step * 10, device, address_in(home.rng, CLOUD["cloudflare"]), 443)


def programs(home):
    """Traces of the way, calls, games, a resolver of its own, clocks, coins, relays of cameras, measuring the line."""
    rng = home.rng
    tracer, caller, player, resolver, node, camera = newcomers(home, 170, 6)
    for moment in home.moments(2):
        target = address_in(rng, CLOUD["hetzner"])
        for step in range(90):
            home.call(moment + step / 3, tracer, target, 33434 + step, "UDP")
        for step in range(60):
            home.call(moment + 900 + step, caller, target, rng.randrange(10000, 60000), "UDP", 50002)
        for step in range(50):
            home.call(moment + 1800 + step, camera, target, 30000 + rng.randrange(3000), "UDP", 32108)
    for moment in home.moments(4):
        for step in range(200):
            home.call(moment + step * 9, player, address_in(rng, CLOUD["ovh"]), rng.choice([27015, 27016, 27020, 3074, 3478, 25565]), "UDP")
        for step in range(12):
            home.call(moment + 3600 + step, player, address_in(rng, "84.40.0.0/16"), 8080)
    for moment in home.moments(300):
        home.call(moment, resolver, address_in(rng, "192.5.0.0/16"), 53, rng.choice(["UDP", "UDP", "UDP", "TCP"]))
        home.call(moment + 3, resolver, address_in(rng, "129.6.0.0/16"), 123, "UDP", 123)
        home.call(moment + 9, node, address_in(rng, "95.24.0.0/13"), 8333)
        home.call(moment + 20, node, address_in(rng, "95.24.0.0/13"), rng.randrange(1025, 65000), "UDP", 6881)
    home.truth[BYPASS][resolver] = True


def services(home):
    """Spam, Tor, Telnet, and a name server of its own; with what is like them and is nothing."""
    spammer, onion, camera, stubborn, calm = home.devices[5:10]
    start = some_day(home)
    for step in range(200):
        home.call(start + step * 9, spammer, address_in(home.rng, "98.136.0.0/14"), 25)
    for moment in home.moments(20):
        home.call(moment, calm, address_in(home.rng, "212.227.15.0/30"), 587)
        home.call(moment + 30, calm, "212.227.15.9", 25)
    for moment in home.moments(25):
        home.call(moment, onion, address_in(home.rng, "185.220.101.0/24"), home.rng.choice([9001, 9030]))
        home.call(moment, camera, "45.33.1.7", 23)
        home.call(moment, stubborn, "8.8.8.8", 53, "UDP")
    home.truth[MAIL][spammer] = home.truth[TOR][onion] = home.truth[CLEAR][camera] = home.truth[BYPASS][stubborn] = True


def strays(home):
    """A thing that for weeks keeps to one place calls another country."""
    thing, homeland, abroad = home.devices[10], "78.46.10.11", "5.160.10.77"
    for moment in home.moments(60):
        home.call(moment, thing, homeland, 443)
    start = home.end - 2.5 * DAY
    for step in range(12):
        home.call(start + home.rng.random() * 9000, thing, abroad, 443)
    if home.days > 18:
        home.truth[COUNTRY][thing] = True
