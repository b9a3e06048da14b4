"""What devices do: call-homes of every period, the rhythms that are nothing, and what only looks like one."""
from home import DAY
from lines import CLOUD, address_in, answer, question

PERIODS = [30, 60, 300, 900, 1800, 3600, 2 * 3600, 4 * 3600, 6 * 3600, 8 * 3600, 12 * 3600, DAY, 2 * DAY, 7 * DAY]


def everything(home):
    for index, device in enumerate(home.devices):
        browse(home, device, 5 if index % 3 else 25)
        time_and_push(home, device)
    call_homes(home)
    broken_ones(home)
    by_the_clock(home)
    noise(home)
    beacon(home)


def beats(home, period, jitter, missing=0.0, retries=0.0, drift=0.0, since=None):
    """The moments of a rhythm, as a device keeps it."""
    now = (since or home.start) + home.rng.random() * min(period, DAY)
    while now < home.end:
        if home.rng.random() >= missing:
            moment = now + home.rng.uniform(-jitter, jitter)
            yield moment
            if home.rng.random() < retries:
                yield moment + home.rng.uniform(1, 8)
        now += period * (1 + drift)


def call_homes(home):
    """Each period with each kind of disorder, by devices taken in turn; short ones in the last days only."""
    for index, period in enumerate(PERIODS):
        if period * 8 > home.days * DAY:
            continue
        device = home.devices[index % len(home.devices)]
        remote = address_in(home.rng, CLOUD["hetzner"])
        disorder = [dict(jitter=period * 0.01), dict(jitter=min(600, period * 0.03), missing=0.2),
                    dict(jitter=period * 0.005, retries=0.3), dict(jitter=period * 0.02, missing=0.1, retries=0.1),
                    dict(jitter=period * 0.01, drift=0.004)][(index + home.rng.randrange(5)) % 5]
        since = home.end - 3 * DAY if period < 3600 else None
        for moment in beats(home, period, since=since, **disorder):
            home.call(moment, device, remote, 8883 if index % 2 else 443)
        home.truth["rhythm"][(device, remote)] = period


def broken_ones(home):
    """A third missing with retries; a device that was away for four days and began anew; a daily one over summer time."""
    rng = home.rng

    def plant(period, moments):
        device, remote = rng.choice(home.devices), address_in(rng, CLOUD["ovh"])
        for moment in moments:
            home.call(moment, device, remote, 8443)
        home.truth["rhythm"][(device, remote)] = period

    for period in (1800, 4 * 3600, DAY):
        since = home.end - 3 * DAY if period < 3600 else None
        plant(period, beats(home, period, min(600, period * 0.02), missing=0.3, retries=0.2, since=since))
    away = home.start + rng.uniform(8, 15) * DAY
    for period in (7200, 6 * 3600):
        plant(period, [moment + (1234 if moment > away else 0) for moment in beats(home, period, period * 0.01)
                       if not away < moment < away + 4 * DAY])
    change = home.start + rng.uniform(10, 20) * DAY
    plant(DAY, [moment - (3600 if moment > change else 0) for moment in beats(home, DAY, 120)])


def by_the_clock(home):
    """Known by name: the backup of the night, looking for updates, whether the internet is there."""
    for name, period, jitter in (("api.backblazeb2.com", DAY, 900), ("connectivitycheck.gstatic.com", 1200, 30)):
        device, remote = home.rng.choice(home.devices), address_in(home.rng, CLOUD["hetzner"])
        for moment in beats(home, period, jitter, since=home.end - 4 * DAY if period < 3600 else None):
            home.add(moment - 1, question(home, int(moment) - 1, device, name))
            home.add(moment - 1, answer(home, int(moment) - 1, name, remote))
            home.call(moment, device, remote, 443)
        home.truth["benign rhythm"][(device, name)] = period


def noise(home):
    """Pairs without a rhythm: at random, in bursts, at every hour of somebody's day."""
    for number in range(60):
        device, remote = home.rng.choice(home.devices), address_in(home.rng, CLOUD["aws"])
        rate = home.rng.choice([0.5, 3, 12, 40])
        for moment in home.moments(rate):
            if number % 3 == 1 and not 17 <= moment // 3600 % 24 <= 22:
                continue
            for step in range(home.rng.randrange(1, 5) if number % 3 == 2 else 1):
                home.call(moment + step * home.rng.randrange(5, 400), device, remote, 443)
        home.truth["no rhythm"][(device, remote)] = rate


def browse(home, device, visits):
    for moment in home.moments(visits):
        if 7 <= moment // 3600 % 24 <= 22:
            name = home.rng.choice(["cloudflare", "akamai", "fastly", "google", "cloudfront", "meta"])
            for step in range(home.rng.randrange(1, 6)):
                home.call(moment + step, device, address_in(home.rng, CLOUD[name]), 443, home.rng.choice(["TCP", "UDP"]))


def time_and_push(home, device):
    """Rhythms that are nothing: the time, push services, looking for updates."""
    clock, push = address_in(home.rng, CLOUD["hetzner"]), address_in(home.rng, CLOUD["apple-push"])
    for moment in beats(home, 4096, 40):
        home.call(moment, device, clock, 123, "UDP", 123)
    for moment in beats(home, 1500, 200, missing=0.3, since=home.end - 4 * DAY):
        home.call(moment, device, push, 5223)
    home.truth["benign rhythm"][(device, clock)] = 4096
    home.truth["benign rhythm"][(device, push)] = 1500


def beacon(home):
    """What malware does: after weeks of peace a device calls one rare place, every few minutes, day and night."""
    for period, jitter in ((300, 15), (3600, 400)):
        device, remote = home.rng.choice(home.devices), address_in(home.rng, "91.219.236.0/24" if period == 300 else "185.220.200.0/24")
        for moment in beats(home, period, jitter, missing=0.05, since=home.end - int(2.5 * DAY)):
            home.call(moment, device, remote, home.rng.choice([443]))
        home.truth["beacon"][(device, remote)] = period
    sleepers(home)


def sleepers(home):
    """As frameworks for intruders do: each waits anew, up to so much less than the longest wait; by day only on a computer that
    sleeps at night."""
    kinds = [("45.86.162.9", 60, 0.2, False, 1), ("193.29.13.44", 60, 0.5, True, 2), ("5.181.80.7", 300, 0.37, True, 2), ("5.188.86.2", 900, 0.3, False, 3)]
    for remote, longest, jitter, by_day, days in kinds:
        device = home.rng.choice(home.devices)
        now = home.end - days * DAY
        while now < home.end:
            if not by_day or 8 <= now // 3600 % 24 <= 22:
                home.call(now, device, remote, home.rng.choice([443, 443, 8443]))
            now += longest * (1 - jitter * home.rng.random())
        home.truth["beacon"][(device, remote)] = round(longest * (1 - jitter / 2))
