"""Names again, nearer to what is met: families of malware at their own paces, a server that logs questions only, and services
whose names look like data."""
import hashlib

from families import families
from home import DAY
from lines import answer, question
from names import ask, ordinary

HOST = "ns1"


def everything(home):
    for device in home.devices:
        ordinary(home, device)
    malware(home)
    questions_only(home)
    exfiltration(home)
    pages(home)
    reputation(home)
    torrents(home)
    office(home)


def some_day(home, lasting=1):
    return home.start + home.rng.uniform(0.2, home.days - lasting - 0.2) * DAY


def malware(home):
    """A family a device: a burst, one a minute, one in five minutes for a day."""
    for index, (family, make) in enumerate(families(home.rng).items()):
        # Not one of those that only look like it.
        device = f"{home.prefix}{200 + index}"
        pause, count = [(1.5, 150), (20, 250), (60, 250), (300, 250)][index % 4]
        # Names of two words that come slowly look like anybody's.
        if family in ("suppobox", "gozi", "matsnu"):
            pause, count = 30, 250
        start = some_day(home)
        for step in range(count):
            ask(home, start + step * pause * home.rng.uniform(0.7, 1.3), device, make(), exists=home.rng.random() < 0.01)
        home.truth["generated"].setdefault(device, []).append(family)


def questions_only(home):
    """A second name server whose log has no answers: a family, and somebody who reads the news."""
    makers = list(families(home.rng).items())
    for index, (family, make) in enumerate(home.rng.sample(makers[:5] + makers[-2:-1], 2)):
        device = f"{home.prefix}{240 + index}"
        start = some_day(home)
        for step in range(200):
            moment = int(start + step * 15)
            home.add(moment, question(home, moment, device, make(), host=HOST))
        home.truth["generated"][device] = [f"{family}, questions only"]
    reader = f"{home.prefix}250"
    sites = ["heise.de", "krxd.net", "t3n.de", "zdf.de", "bbc.co.uk", "d41.co", "wt-eu02.net", "nytimes.com", "lwn.net", "1rx.io", "xkcd.com"]
    for moment in home.moments(400):
        home.add(moment, question(home, int(moment), reader, f"www.{home.rng.choice(sites)}", host=HOST))
        home.add(moment, question(home, int(moment), reader, f"d{home.rng.randrange(16**12):013x}.cloudfront.net", host=HOST))


def hexadecimal(rng, count):
    return "".join(rng.choice("0123456789abcdef") for _ in range(count))


def exfiltration(home):
    """A file in base64 labels; checks every minute with a number that counts; text records; sixty names in a day."""
    rng = home.rng
    base64 = "abcdefghijklmnopqrstuvwxyz0123456789-_"
    number = rng.randrange(99)

    def data(count):
        text = "".join(rng.choice(base64) for _ in range(count))
        return ".".join(text[at:at + 60] for at in range(0, count, 60))

    kinds = [(f"ex{number}.info", 5, 400, "A", lambda n: f"{n}.{data(150)}.ex{number}.info"),
             (f"cs{number}.com", 60, 900, "TXT", lambda n: f"api.1{hexadecimal(rng, 12)}.{n:x}.{hexadecimal(rng, 8)}.cs{number}.com"),
             (f"tcp{number}.duckdns.org", 2, 2000, "TXT", lambda n: f"{data(44)}.{n}.tcp{number}.duckdns.org"),
             (f"few{number}.net", 1200, 60, "A", lambda n: f"{hexadecimal(rng, 46)}.few{number}.net")]
    for index, (base, pause, count, kind, make) in enumerate(kinds):
        device = home.devices[-1 - index]
        start = some_day(home)
        for step in range(count):
            ask(home, start + step * pause * rng.uniform(0.8, 1.2), device, make(step), kind=kind)
        home.truth["tunnel"][base] = device


def pages(home):
    """A name for each page, advertisement, call or measurement."""
    rng = home.rng
    makers = [lambda: f"{hexadecimal(rng, 32)}.safeframe.googlesyndication.com", lambda: f"{hexadecimal(rng, 8)}.akstat.io",
              lambda: f"r{rng.randrange(1, 9)}---sn-{hexadecimal(rng, 8)}-{hexadecimal(rng, 4)}.googlevideo.com",
              lambda: f"ipv4-c{rng.randrange(300):03}-fra{rng.randrange(9):03}-ix.1.oca.nflxvideo.net",
              lambda: f"video-edge-{hexadecimal(rng, 6)}.fra0{rng.randrange(9)}.abs.hls.ttvnw.net",
              lambda: f"media-fra{rng.randrange(9)}-{rng.randrange(9)}.cdn.whatsapp.net", lambda: f"{hexadecimal(rng, 14)}.cloudfront.net"]
    for device in home.devices[:4]:
        for moment in home.moments(400):
            if 7 <= moment // 3600 % 24 <= 23:
                ask(home, moment, device, rng.choice(makers)())


def reputation(home):
    """A virus scanner nobody knows that asks for files by name; a mail server that asks lists for senders."""
    rng, device = home.rng, home.devices[-6]
    for moment in home.moments(200):
        name = f"{hashlib.sha1(str(moment).encode()).hexdigest()}.{rng.randrange(9)}.cloud.av-vendor{home.days}.com"
        home.add(moment, question(home, int(moment), device, name))
        home.add(moment, answer(home, int(moment), name, rng.choice(["NXDOMAIN", "127.0.0.2", "127.0.0.4"])))
        name = f"{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}.bl.mail-list{home.days}.org"
        home.add(moment, question(home, int(moment), device, name, "TXT"))
        home.add(moment, answer(home, int(moment), name, rng.choice(["NXDOMAIN", "127.0.0.2"])))


def torrents(home):
    """Trackers that are gone, asked for again and again as long as the program runs."""
    rng = home.rng
    trackers = [f"{rng.choice(['tracker', 'open', 'bt', 'announce'])}.{rng.choice('abcdefgh')}{rng.choice(['torrent', 'bt', 'share', 'peer', 'seed'])}{number}.{rng.choice(['org', 'net', 'me', 'xyz'])}"
                for number in range(55)]
    for _ in range(4):
        start = some_day(home)
        for lap in range(rng.randrange(3, 30)):
            for step, name in enumerate(trackers):
                ask(home, start + lap * 600 + step, home.devices[-7], name, exists=False)


def office(home):
    """A computer of the office at home: names of the company that do not exist outside, below one domain and below none."""
    rng = home.rng
    for moment in home.moments(30):
        for step in range(rng.randrange(1, 9)):
            name = rng.choice([f"srv{rng.randrange(400):04}.corp.example-works.com", f"wks-{hexadecimal(rng, 6)}", f"_ldap._tcp.dc{rng.randrange(9)}.example-works.local"])
            ask(home, moment + step, home.devices[-5], name, exists=False)
