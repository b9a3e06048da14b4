"""A household: its network, its devices, its lines in the order of time, and what is true of them."""
import collections
import random

from lines import packet

DAY = 86_400
# The end of all households: one moment, so that runs can be compared.
END = 1_795_000_000


class Home:
    def __init__(self, seed, days=30, devices=None, has_flags=True, logs_outbound=True):
        self.rng = random.Random(seed)
        self.days, self.end = days, END
        self.start = END - days * DAY
        self.has_flags, self.logs_outbound = has_flags, logs_outbound
        self.prefix = self.rng.choice(["192.168.1.", "192.168.178.", "10.0.0.", "172.16.4.", "192.168.50."])
        self.public = self.rng.choice(["84.150.23.77", "91.64.12.201", "212.51.140.9", "86.13.77.140"])
        self.router = self.rng.choice(["router", "gw", "openwrt", "asus-main"])
        self.macs = {}
        count = devices or self.rng.randrange(4, 30)
        makers = ["00:1d:63", "00:17:88", "b0:4a:39", "9c:7b:ef", "ec:71:db", "68:db:f5", "98:e8:fa", "cc:88:26"]
        for number in range(count):
            tail = ":".join(f"{self.rng.randrange(256):02x}" for _ in range(3))
            self.macs[f"{self.prefix}{20 + number}"] = f"{self.rng.choice(makers)}:{tail}"
        self.devices = list(self.macs)
        self.events = []
        # What each source from outside tried: moments and ports.
        self.tries = collections.defaultdict(list)
        # What is true, by detection: names of things that must be found, and those whose finding is no mistake.
        self.truth = collections.defaultdict(dict)

    def is_local(self, address):
        return address.startswith(self.prefix)

    def add(self, seconds, line):
        if self.start <= seconds < self.end:
            self.events.append((int(seconds), line))

    def knock(self, seconds, source, port, source_port=None, protocol="TCP", flags="SYN", target=None):
        """A packet from outside that the firewall turns away."""
        seconds = int(seconds)
        self.add(seconds, packet(self, seconds, source, source_port or self.rng.randrange(32768, 61000),
                                 target or self.public, port, protocol, flags))

    def call(self, seconds, device, target, port, protocol="TCP", source_port=None):
        """A connection from inside, if this router logs those."""
        seconds = int(seconds)
        if self.logs_outbound:
            self.add(seconds, packet(self, seconds, device, source_port or self.rng.randrange(32768, 61000),
                                     target, port, protocol))

    def moments(self, rate_per_day):
        """Moments at random, so many a day."""
        now = self.start
        while True:
            now += self.rng.expovariate(rate_per_day / DAY)
            if now >= self.end:
                return
            yield now

    def write(self, path):
        """The lines, in order of time."""
        self.events.sort(key=lambda event: event[0])
        with open(path, "w", encoding="utf-8") as file:
            for _, line in self.events:
                file.write(line + "\n")
        return len(self.events)
