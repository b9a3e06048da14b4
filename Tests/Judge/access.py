"""Sign-ins, uploads, new devices, and a source that stops."""
from home import DAY
from lines import CLOUD, address_in, answer, question, session, sign_in
from sshd import debian, dropbear, keys_only, with_agent

HOST = "homeserver"


def everything(home):
    guesses(home)
    as_servers_write_it(home)
    own_mistakes(home)
    own_programs(home)
    uploads(home)
    newcomer(home)
    silence(home)


def guesses(home):
    """Fast, slow (one every few minutes for days), and by a crowd of which each tries little."""
    for pause, count in ((2, 300), (45, 200), (600, 600), (1100, 400)):
        source = address_in(home.rng, home.rng.choice(["218.92.0.0/16", "61.177.0.0/16"]))
        start = home.start + home.rng.random() * (home.days * DAY - pause * count - DAY)
        for step in range(count):
            moment = int(start + step * pause)
            home.add(moment, sign_in(HOST, moment, source, home.rng.choice(["root", "admin", "pi", "test"])))
        home.truth["guesser"][source] = pause
    start = home.start + home.rng.random() * (home.days - 4) * DAY
    crowd = [address_in(home.rng, "112.0.0.0/8") for _ in range(80)]
    for step in range(700):
        moment = int(start + step * 240)
        home.add(moment, sign_in(HOST, moment, home.rng.choice(crowd), home.rng.choice(["root", "oracle", "git", "ubuntu"])))
    home.truth["crowd"][HOST] = crowd


NAMES = ("admin test oracle git ubuntu postgres user guest ftp deploy jenkins minecraft nagios pi support www hadoop steam "
         "tomcat mysql web dev backup info operator service student teamspeak vagrant zabbix").split()


def as_servers_write_it(home):
    """One a minute for three hours; a server that takes keys only; one name after the other, two an hour; OpenWrt."""
    def some_source():
        return address_in(home.rng, home.rng.choice(["45.148.8.0/22", "141.98.8.0/21", "185.156.72.0/22"]))

    def begin(lasting):
        return home.start + home.rng.random() * (home.days * DAY - lasting - DAY)

    hydra, keys, spray, wireless = (some_source() for _ in range(4))
    start = begin(3 * 3600)
    for step in range(180):
        debian(home, HOST, start + step * 60, hydra, home.rng.choice(["root", "root", "anna"]))
    start = begin(DAY)
    for step in range(200):
        keys_only(home, HOST, start + step * 150, keys, home.rng.choice(NAMES), home.rng.random() < 0.2)
    start = begin(1.5 * DAY)
    for step in range(70):
        debian(home, HOST, start + step * 1800, spray, NAMES[step % len(NAMES)], known=False)
    start = begin(DAY)
    for step in range(120):
        dropbear(home, home.router, start + step * 300, wireless, "root", step % 3 != 0)
    home.truth["guesser"].update({hydra: 60, keys: 150, spray: 1800, wireless: 300})


def own_programs(home):
    """Somebody who does not remember, as Debian tells it; an agent with four keys, now and then every minute for an hour."""
    anna, laptop = home.devices[0], home.devices[1]
    for moment in home.moments(0.5):
        for step in range(home.rng.randrange(1, 3)):
            debian(home, HOST, moment + step * 40, anna, "anna", tries=home.rng.randrange(1, 4))
        home.add(moment + 99, sign_in(HOST, int(moment) + 99, anna, "anna", works=True))
    for moment in home.moments(3):
        for step in range(home.rng.choice([1, 1, 1, 60])):
            with_agent(home, HOST, moment + step * 60, laptop, "ben", 4)


def own_mistakes(home):
    """The owner mistypes now and then; a program has an old password for an hour; a monitor signs in all the time."""
    anna = home.devices[0]
    for moment in home.moments(1.5):
        for step in range(home.rng.randrange(1, 4)):
            home.add(moment + step * 4, sign_in(HOST, int(moment) + step * 4, anna, "anna"))
        home.add(moment + 20, sign_in(HOST, int(moment) + 20, anna, "anna", works=True))
    for moment in home.moments(24):
        home.add(moment, sign_in(HOST, int(moment), home.devices[-1], "backup", works=True))


def uploads(home):
    """Only where a source counts bytes. A backup at night of about the same size, calls, a camera; one theft."""
    def send(moment, device, remote, port, out, back, protocol="tcp"):
        home.add(moment, session(home, int(moment), device, home.rng.randrange(32768, 61000), remote, port, int(out), int(back), protocol=protocol))

    nas, backup = home.devices[-1], address_in(home.rng, CLOUD["ovh"])
    camera, relay = home.devices[-2], address_in(home.rng, CLOUD["aws"])
    caller, meeting = home.devices[0], address_in(home.rng, CLOUD["teams"])
    for day in range(home.days):
        night = home.start + day * DAY + 2 * 3600
        send(night + home.rng.random() * 1800, nas, backup, 443, home.rng.lognormvariate(21.5, 0.4), 4e7)
        for hour in range(24):
            send(night + hour * 3600 + home.rng.random() * 999, camera, relay, 443, home.rng.uniform(2e7, 5e7), 1e6)
        if day % 7 < 5:
            send(night + 8 * 3600, caller, meeting, 3480, home.rng.uniform(4e8, 9e8), home.rng.uniform(4e8, 1.2e9), "udp")
        for _ in range(10):
            send(night + home.rng.random() * 80000, home.rng.choice(home.devices), address_in(home.rng, CLOUD["fastly"]), 443, 2e5, home.rng.uniform(1e6, 3e8))
    storage(home, send)
    thief, drop = home.devices[len(home.devices) // 2], address_in(home.rng, "185.220.200.0/24")
    moment = home.end - home.rng.uniform(2, 6) * DAY
    for step in range(40):
        send(moment + step * 60, thief, drop, 443, 6e7, 5e5)
    home.truth["theft"][(thief, drop)] = moment


def storage(home, send):
    """Clouds by name: a backup of a few gigabytes each night, pictures of the week; one day, all files to where none ever went."""
    def put(moment, device, name, remote, out, parts):
        for step in range(parts):
            at = moment + step * 300
            home.add(at - 1, question(home, int(at) - 1, device, name))
            home.add(at - 1, answer(home, int(at) - 1, name, remote))
            send(at, device, remote, 443, out / parts, 1e6)

    keeper, owner = home.devices[-1], home.devices[1]
    for day in range(home.days):
        night = home.start + day * DAY + 3 * 3600
        put(night, keeper, "f003.backblazeb2.com", "45.11.36.77", home.rng.lognormvariate(21.9, 0.3), 6)
        if day % 7 == 5:
            put(night + 40_000, owner, "content.dropboxapi.com", "162.125.66.14", home.rng.uniform(5e8, 1.5e9), 4)
    put(home.end - home.rng.uniform(1.2, 2.6) * DAY, owner, "gfs270n117.userstorage.mega.co.nz", "31.216.144.5", 1.4e10, 20)
    home.truth["taken"]["MEGA"] = owner


def newcomer(home):
    """A device that was never there appears after two weeks."""
    address, mac = f"{home.prefix}211", "24:6f:28:51:1c:8a"
    home.macs[address] = mac
    since = home.end - 6 * DAY
    for moment in home.moments(30):
        if moment > since:
            home.call(moment, address, address_in(home.rng, CLOUD["aws"]), 443)
    home.truth["newcomer"][address] = since


def silence(home):
    """The router says nothing for five hours."""
    since = home.end - home.rng.uniform(3, 5) * DAY
    home.events = [event for event in home.events if not since < event[0] < since + 5 * 3600 or "dnsmasq" not in event[1] and "kernel" not in event[1]]
    home.truth["silence"][home.router] = since
