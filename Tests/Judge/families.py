"""Names as families of malware make them: how long, of which letters, below which ends. No family's own seeds or lists."""
import hashlib

WORDS = ("above alone apple arrive beach begin believe belong bottle branch breakfast building captain carry castle century chair "
         "choose church circle clean clothes compare consider control corner cotton course cover crowd danger decide demand desert "
         "direct doubt early electric enough evening expect explain famous father figure finger finish follow foreign forget forward "
         "friend gather gentle glass guard happen heaven history husband imagine increase industry instead journey kitchen language "
         "laughter leader length listen machine manner market material meeting member middle modern morning mother natural neighbor "
         "notice number object office orange outside perhaps picture pleasant position possible prepare present pretty probable "
         "produce property provide quarter question quiet rather reach reason receive record remember requirement result return "
         "school season separate service several should silver simple sister smoke social spring standard station straight strange "
         "stream street strength student subject suffer sudden summer support surprise teacher therefore thought through together "
         "tomorrow toward travel trouble understand usual valley various village visitor wagon wealth weather welcome whether window "
         "winter within without wonder worker yellow").split()
CONFICKER = "com net org info biz cc cn ws".split()
MANY = "ac bit biz bz cc co com cx eu ga im in info ir jp kim la me mn mx name net nf nu org pro pw ru sc sh so su tj to tv tw us xxx".split()
DYNAMIC = ["ddns.net", "dyndns.org", "duckdns.org", "no-ip.org", "dynserv.com", "mooo.com"]


def families(rng):
    """Name -> a function that gives the next domain."""
    tail = "".join(rng.choice(WORDS) for _ in range(3))

    def letters(count, alphabet="abcdefghijklmnopqrstuvwxyz"):
        return "".join(rng.choice(alphabet) for _ in range(count))

    def syllables(count):
        return "".join(rng.choice("bcdfghjklmnpqrstvwxz") + rng.choice("aeiouy") for _ in range(count))

    return {
        "conficker": lambda: f"{letters(rng.randrange(5, 12))}.{rng.choice(CONFICKER)}",
        "necurs": lambda: f"{letters(rng.randrange(7, 22))}.{rng.choice(MANY)}",
        "ramnit": lambda: f"{letters(rng.randrange(8, 20), 'abcdefghijklmnopqrstuvwxy')}.com",
        "locky": lambda: f"{letters(rng.randrange(5, 16), 'abcdefghijklmnopqrstuvwxy')}.{rng.choice(MANY)}",
        "dyre": lambda: f"{rng.choice('abcdefghijklmnop')}{hashlib.sha256(str(rng.random()).encode()).hexdigest()[:33]}.{rng.choice(['cc', 'ws', 'to', 'in', 'hk', 'cn', 'tk', 'so'])}",
        "pykspa": lambda: f"{letters(rng.randrange(6, 13))}.{rng.choice(['biz', 'com', 'net', 'org', 'info', 'cc'])}",
        "simda": lambda: f"{syllables(rng.randrange(3, 6))}{letters(1)}.{rng.choice(['com', 'eu', 'info', 'su'])}",
        "banjori": lambda: f"{letters(4)}{tail[4:]}.com",
        "suppobox": lambda: f"{rng.choice(WORDS)}{rng.choice(WORDS)}.{rng.choice(['net', 'ru'])}",
        "matsnu": lambda: f"{rng.choice(WORDS)}-{rng.choice(WORDS)}{rng.choice(WORDS)}.com",
        "gozi": lambda: f"{rng.choice(WORDS)[:6]}{rng.choice(WORDS)}{rng.choice(WORDS)[:5]}.{rng.choice(['com', 'ru', 'me'])}",
        "kraken": lambda: f"{syllables(2)}{letters(rng.randrange(2, 7))}.{rng.choice(DYNAMIC)}",
        "virut": lambda: f"{letters(6)}.com",
        "qakbot": lambda: f"{letters(rng.randrange(8, 26))}.{rng.choice(['com', 'net', 'org', 'info', 'biz'])}",
        "tinba": lambda: f"{letters(12, 'bcdefghijklmnopqrstuvwxy')}.{rng.choice(['com', 'in', 'net', 'ru'])}",
        "corebot": lambda: f"{letters(rng.randrange(12, 23), 'abcdefghijklmnopqrstuvwxy345678')}.ddns.net",
    }
