"""What sshd and dropbear write of one sign-in: Debian's tells a failed attempt up to four times."""
from lines import stamp


def host_line(host, seconds, text, program="sshd"):
    return f"<38>{stamp(seconds)} {host} {program}[4711]: {text}"


def debian(home, host, seconds, source, user, tries=1, known=True, port=50000):
    """Password attempts within one connection, which then ends: PAM, sshd, sshd again at the end, PAM again."""
    seconds, invalid = int(seconds), "" if known else "invalid user "
    if not known:
        add(home, host, seconds, f"Invalid user {user} from {source} port {port}")
        add(home, host, seconds, "pam_unix(sshd:auth): check pass; user unknown")
    pam = f"logname= uid=0 euid=0 tty=ssh ruser= rhost={source}" + (f"  user={user}" if known else "")
    add(home, host, seconds, f"pam_unix(sshd:auth): authentication failure; {pam}")
    add(home, host, seconds + 1, f"Failed password for {invalid}{user} from {source} port {port} ssh2")
    if tries == 2:
        add(home, host, seconds + 4, f"Failed password for {invalid}{user} from {source} port {port} ssh2")
    elif tries > 2:
        add(home, host, seconds + 4, f"message repeated {tries - 1} times: [ Failed password for {invalid}{user} "
                                     f"from {source} port {port} ssh2]")
    kind = "authenticating user" if known else "invalid user"
    add(home, host, seconds + 5, f"Connection closed by {kind} {user} {source} port {port} [preauth]")
    if tries > 1:
        add(home, host, seconds + 5, f"PAM {tries - 1} more authentication failure{'s' * (tries > 2)}; {pam}")


def keys_only(home, host, seconds, source, user, known=True, port=50000):
    """A server that takes no passwords hears a name, and the end."""
    if not known:
        add(home, host, seconds, f"Invalid user {user} from {source} port {port}")
    kind = "authenticating user" if known else "invalid user"
    add(home, host, seconds + 1, f"Connection closed by {kind} {user} {source} port {port} [preauth]")


def with_agent(home, host, seconds, source, user, keys):
    """An agent offers all its keys; the last one fits."""
    for _ in range(keys - 1):
        add(home, host, seconds, f"Failed publickey for {user} from {source} port 50001 ssh2: RSA SHA256:Zm9v")
    add(home, host, seconds, f"Accepted publickey for {user} from {source} port 50001 ssh2: ED25519 SHA256:YmFy")


def dropbear(home, host, seconds, source, user, known=True):
    text = f"Bad password attempt for '{user}' from {source}:50222" if known else \
        f"Login attempt for nonexistent user from {source}:50222"
    add(home, host, seconds, text, "dropbear")


def add(home, host, seconds, text, program="sshd"):
    home.add(seconds, host_line(host, int(seconds), text, program))
