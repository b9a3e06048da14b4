"""What is asked of the name server: tunnels, generated names, and everything else."""
import base64
import hashlib

from home import DAY
from lines import CLOUD, address_in, answer, question
from words import algorithms, lookalikes

SITES = ["www.wikipedia.org", "www.heise.de", "github.com", "api.spotify.com", "www.bbc.co.uk", "cdn.sstatic.net",
         "outlook.office365.com", "time.apple.com", "gateway.icloud.com", "www.youtube.com", "graph.facebook.com"]


def everything(home):
    for device in home.devices:
        ordinary(home, device)
    typos(home)
    browser_probes(home)
    blocklist_lookups(home)
    many_subdomains(home)
    denied_advertising(home)
    denied_trackers(home)
    broken_server(home)
    generated(home)
    patient(home)
    tunnels(home)
    programs(home)
    long_names(home)


def ask(home, moment, device, name, exists=True, kind="A"):
    moment = int(moment)
    home.add(moment, question(home, moment, device, name, kind))
    home.add(moment, answer(home, moment, name, address_in(home.rng, CLOUD["akamai"]) if exists else "NXDOMAIN"))


def ordinary(home, device):
    for moment in home.moments(40):
        ask(home, moment, device, home.rng.choice(SITES) if home.rng.random() < 0.7 else lookalikes(home.rng))


def typos(home):
    """Names that do not exist because somebody mistyped, or because a server is gone."""
    for moment in home.moments(6):
        name = home.rng.choice(["wwww.gogle.con", "fritz.bxo", "printer.lan", "old-nas-backup.dyndns.example", "wpad.home"])
        ask(home, moment, home.rng.choice(home.devices), name, exists=False)


def browser_probes(home):
    """A browser asks for three single words at each start, to see whether the name server lies."""
    device = home.devices[0]
    for moment in home.moments(6):
        for step in range(3):
            word = "".join(home.rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(home.rng.randrange(7, 16)))
            ask(home, moment + step, device, word, exists=False)


def blocklist_lookups(home):
    """A mail server or a virus scanner that asks lists by name: hashes and turned addresses, mostly not there."""
    device = home.devices[-1]
    for moment in home.moments(120):
        number = hashlib.sha1(str(moment).encode()).hexdigest()
        ask(home, moment, device, f"{'.'.join(reversed(address_in(home.rng, '0.0.0.0/1').split('.')))}.zen.spamhaus.org", exists=False)
        ask(home, moment + 2, device, f"{number[:32]}.avqs.mcafee.com", exists=home.rng.random() < 0.5)
    home.truth["not a tunnel"]["spamhaus.org"] = True


def many_subdomains(home):
    """Services with a name per customer, picture or session."""
    for base, rate in (("wixsite.com", 30), ("myshopify.com", 20), ("blogspot.com", 40), ("tumblr.com", 40), ("vendorcloud.example", 130)):
        for moment in home.moments(rate):
            label = home.rng.choice(WORDLIST) + "-" + home.rng.choice(WORDLIST) + str(home.rng.randrange(99))
            ask(home, moment, home.rng.choice(home.devices), f"{label}.{base}")


def denied_advertising(home):
    """A filter that says of advertising that it does not exist: many domains an hour, the same ones again and again."""
    pool = [f"{home.rng.choice(WORDLIST)}{home.rng.choice(['ads', 'metrics', 'track', 'pixel', 'adserver'])}{number}.com" for number in range(80)]
    for moment in home.moments(250):
        if 16 <= moment // 3600 % 24 <= 22:
            ask(home, moment, home.devices[-5], home.rng.choice(pool), exists=False)


# Companies that nobody knows by name; a filter answers all of them with "does not exist".
TRACKERS = ("krxd.net rlcdn.com w55c.net 1rx.io 33across.com agkn.com crwdcntrl.net exelator.com mathtag.com mookie1.com nexac.com "
            "ru4.com zqtk.net wt-eu02.net d41.co dtscout.com eqads.com ctnsnet.com lijit.com bttrack.com btrll.com vrtcal.com "
            "bidr.io adsrvr.org bkrtx.com tynt.com qwtag.com sxp.link rtmark.net ntvpwpush.com xlivrdr.com jwpltx.com cxense.com "
            "spklw.com mxptint.net hybrdk.com tvpxl.com dmxleo.com smrtp.com vlyby.com wknd.ai zprk.io stickyadstv.com").split()


def denied_trackers(home):
    """The filter again, with names that look like nothing; people surf, so their hours differ."""
    for moment in home.moments(300):
        if 7 <= moment // 3600 % 24 <= 23:
            name = f"{home.rng.choice(['sync', 'ib', 'px', 'tags'])}.{home.rng.choice(TRACKERS)}"
            ask(home, moment, home.devices[-7], name, exists=False)


def broken_server(home):
    """For half an hour the provider's server says of everything that it does not exist."""
    since = home.start + home.rng.random() * home.days * DAY
    sites = [f"{first}{second}.{home.rng.choice(['com', 'de', 'org'])}" for first in WORDLIST for second in ("shop", "news", "app")]
    for moment in home.moments(200):
        ask(home, moment, home.devices[-6], home.rng.choice(sites), exists=not since < moment < since + 1800)
    for step in range(120):
        ask(home, since + step * 15, home.devices[-6], home.rng.choice(sites), exists=False)


WORDLIST = ("garden anna photo bakery studio berlin yoga travel wood coffee family music sport design shop blue happy book").split()


def generated(home):
    """Each algorithm on a device of its own, a burst of names of which hardly one exists, every day for three days."""
    for index, (kind, make) in enumerate(algorithms(home.rng).items()):
        device = home.devices[index % len(home.devices)]
        start = home.start + home.rng.random() * (home.days - 4) * DAY
        for day in range(3):
            for step in range(home.rng.randrange(30, 120)):
                ask(home, start + day * DAY + step * home.rng.uniform(2, 20), device, make(), exists=home.rng.random() < 0.02)
        home.truth["generated"].setdefault(device, []).append(kind)


def patient(home):
    """Six an hour for two days; and a list of forty for the day that is tried again every hour."""
    makers = list(algorithms(home.rng).items())
    for index, (kind, make) in enumerate(home.rng.sample(makers[:4] + makers[-1:], 2)):
        device = home.devices[-2 - index]
        start = home.start + home.rng.random() * (home.days - 4) * DAY
        list_of_day = [make() for _ in range(40)]
        for hour in range(48):
            for step in range(6 if index == 0 else 40):
                name = make() if index == 0 else list_of_day[step]
                ask(home, start + hour * 3600 + step * (600 if index == 0 else 30), device, name, exists=False)
        home.truth["generated"].setdefault(device, []).append(f"patient {kind}")


def programs(home):
    """Tunnels as the well-known programs make them: letters of both cases below a short label; hexadecimal in labels, with a
    domain and to a server named by its address; and one that sends ninety long names a day."""
    rng = home.rng
    both, hexadecimal = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-+0123456789", "0123456789abcdef"

    def data(letters, count):
        text = "".join(rng.choice(letters) for _ in range(count))
        return ".".join(text[at:at + 57] for at in range(0, len(text), 57))

    number = rng.randrange(99)
    kinds = [(f"io{number}.net", 3000, "NULL", lambda: f"{rng.choice('pqrs')}{data(both, 80)}.t.io{number}.net"),
             (f"dc{number}.org", 1500, "TXT", lambda: f"{data(hexadecimal, rng.choice([18, 18, 60]))}.dc{number}.org"),
             ("no domain", 1200, "CNAME", lambda: f"dnscat.{data(hexadecimal, 60)}.{data(hexadecimal, 20)}"),
             (f"drip{number}.com", 90, "A", lambda: f"{data(hexadecimal, 110)}.drip{number}.com")]
    for index, (base, rate, kind, make) in enumerate(kinds):
        device = home.devices[index]
        moment = start = home.start + rng.random() * (home.days - 2) * DAY
        while moment < start + 1.5 * DAY:
            moment += rng.expovariate(rate / DAY)
            ask(home, moment, device, make(), kind=kind)
        home.truth["tunnel"][base] = device


def long_names(home):
    """Services that ask with a name per thing, of which there are few, or per session, short ones; host names with numbers."""
    things = [f"{hashlib.md5(str(home.rng.random()).encode()).hexdigest()}-ats.iot.vendor-eu.example" for _ in range(20)]
    for moment in home.moments(200):
        ask(home, moment, home.rng.choice(home.devices), home.rng.choice(things))
    for moment in home.moments(60):
        session = "".join(home.rng.choice("0123456789abcdef") for _ in range(8))
        ask(home, moment, home.rng.choice(home.devices), f"{session}.rum.metrics-example.com")
        ask(home, moment + 5, home.devices[-1], f"nas{home.rng.randrange(3)}", exists=False)
        ask(home, moment + 6, home.devices[-1], f"192.168.1.{home.rng.randrange(250)}", exists=False)


def tunnels(home):
    """Data in names: much of it, slowly, and in text records; the domain is new."""
    for index, (kind, rate, length) in enumerate((("TXT", 4000, 60), ("A", 900, 40), ("CNAME", 260, 30), ("NULL", 2000, 100))):
        device, base = home.devices[-1 - index % len(home.devices)], f"{['cdn-sync', 'upd8', 'static-x', 't1'][index]}{home.rng.randrange(99)}.net"
        start = home.start + home.rng.random() * (home.days - 2) * DAY
        moment, number = start, 0
        while moment < start + 1.5 * DAY:
            moment += home.rng.expovariate(rate / DAY)
            number += 1
            data = base64.b32encode(hashlib.sha512(f"{base}{number}".encode()).digest() * 2).decode().lower().strip("=")[:length]
            labels = ".".join(data[at:at + 50] for at in range(0, len(data), 50))
            ask(home, moment, device, f"{labels}.{base}", kind=kind)
        home.truth["tunnel"][base] = device
