"""What devices of the home do that they should not, and what only looks so."""
from home import DAY
from lines import CLOUD, address_in
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
    for device in (fast, slow, worm):
        home.truth[SCANS][device] = True


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
