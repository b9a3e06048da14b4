"""Names that programs make up, of several algorithms, and names that only look so."""
import hashlib

TLDS = ["com", "net", "org", "info", "biz", "ru"]
WORDS = ("time water house river stone light green winter summer market garden silver window bridge forest mountain paper "
         "letter circle travel simple number second music story family police doctor minute strong reason person").split()


def algorithms(rng):
    """Name -> a function that gives the next domain."""
    state = [rng.randrange(1, 2**32)]

    def lcg():
        state[0] = (state[0] * 1664525 + 1013904223) % 2**32
        return state[0] >> 8

    def letters():
        return "".join(chr(97 + lcg() % 25) for _ in range(12 + lcg() % 10))

    def hexadecimal():
        return hashlib.md5(str(lcg()).encode()).hexdigest()[:20]

    def mixed():
        return "".join("abcdefghijklmnopqrstuvwxyz0123456789"[lcg() % 36] for _ in range(16))

    def consonants():
        return "".join("bcdfghjklmnpqrstvwxz"[lcg() % 20] for _ in range(9 + lcg() % 5))

    def syllables():
        return "".join("bcdfghklmnprstvz"[lcg() % 16] + "aeiou"[lcg() % 5] for _ in range(4 + lcg() % 3))

    def words():
        return WORDS[lcg() % len(WORDS)] + WORDS[lcg() % len(WORDS)]

    def short():
        return "".join(chr(97 + lcg() % 26) for _ in range(5 + lcg() % 7))

    def syllabic():
        stem = "".join("bcdfghklmnprstvz"[lcg() % 16] + "aeiouy"[lcg() % 6] for _ in range(2 + lcg() % 2))
        return stem + "bcdfgjkmpqvwxz"[lcg() % 14] + ["dom", "hood", "ness", "ment", "ship", "able", "ly"][lcg() % 7]

    def fixed():
        return "".join(chr(97 + lcg() % 25) for _ in range(12))

    made = {f.__name__: f for f in (letters, hexadecimal, mixed, consonants, syllables, words, short, syllabic, fixed)}
    return {name: (lambda f=f: f"{f()}.{TLDS[lcg() % len(TLDS)]}") for name, f in made.items()}


def lookalikes(rng):
    """Names of content networks, telemetry and lookups that look made up, and exist."""
    tag = "".join(rng.choice("0123456789abcdef") for _ in range(rng.choice([8, 13, 20])))
    return rng.choice([
        f"d{tag}.cloudfront.net", f"r{rng.randrange(9)}---sn-{tag[:8]}.googlevideo.com", f"e{rng.randrange(9999)}.dscb.akamaiedge.net",
        f"{tag}.s3.eu-central-1.amazonaws.com", f"i-{tag}.device.iot.tuyaeu.com", f"scontent-{tag[:4]}-1.xx.fbcdn.net",
        f"{tag}.safeframe.googlesyndication.com", f"edge-{tag[:6]}.fastly.net", f"telemetry-{tag}.vendorcloud.example.net"])
