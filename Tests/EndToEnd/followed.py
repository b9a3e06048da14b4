"""Files that other programs write and Earshot follows. See ways_in.py."""
import gzip
import os
import shutil
import time

from kit import Server, equal, firewall_line, wait_for

# As long as it takes to see that nothing more comes: the follower looks once a second.
QUIET = 2


def lines(first, count):
    return "".join(firewall_line(number) + "\n" for number in range(first, first + count))


def append(path, text):
    with open(path, "a") as out:
        out.write(text)


def stored(server):
    return server.rows("NetworkSession | summarize count(), dcount(SrcIpAddr)")[0]


def arrives(server, count, what, quiet=False):
    """Rows and addresses become `count`, and with `quiet` stay so."""
    wait_for(lambda: stored(server)[0] >= count, what, 4)
    if quiet:
        time.sleep(QUIET)
    equal(stored(server), [count, count], f"rows and addresses: {what}")


def follow(folder, *patterns, data=None):
    """A server that follows files of `logs`: the server's own log is not among them."""
    paths = ",".join(str(folder / "logs" / pattern) for pattern in patterns)
    return Server(folder, data=data, environment={"EARSHOT_FOLLOW": paths})


def logs(folder):
    (folder / "logs").mkdir(exist_ok=True)
    return folder / "logs"


def follow_rotation(folder):
    """A followed file is read as it grows, through renaming, compressing and a restart, each line once; a line that is
    half written waits for its rest."""
    log, old = logs(folder) / "router.log", logs(folder) / "router.log.1"
    log.write_text(lines(0, 200))
    with follow(folder, "*.log", "*.log.*") as server:
        arrives(server, 200, "what was there before")
        append(log, lines(200, 50))
        arrives(server, 250, "what is appended")
        text = lines(250, 1)
        append(log, text[:150])
        arrives(server, 250, "half a line", quiet=True)
        equal(server.number("Syslog | count"), 0, "halves of lines")
        append(log, text[150:])
        arrives(server, 251, "the line when it is complete")
        append(log, lines(251, 9))
        log.rename(old)
        log.write_text(lines(260, 30))
        arrives(server, 290, "the last lines of the renamed file, and the new file", quiet=True)
        with gzip.open(logs(folder) / "router.log.2.gz", "wb") as out:
            out.write(old.read_bytes())
        old.unlink()
        arrives(server, 290, "the compressed file adds nothing", quiet=True)
    append(log, lines(290, 20))
    with follow(folder, "*.log", "*.log.*", data=server.data) as server:
        arrives(server, 310, "what came while Earshot was away", quiet=True)
        equal(server.number("Syslog | count"), 0, "halves of lines")


def follow_truncation(folder):
    """A followed file that is copied and emptied (logrotate's copytruncate) goes on, each line once; so does a file that
    began with a single line."""
    log = logs(folder) / "small.log"
    log.write_text(lines(0, 1))
    with follow(folder, "*.log*") as server:
        arrives(server, 1, "one line")
        for number in range(1, 4):
            append(log, lines(number, 1))
            arrives(server, number + 1, f"line {number + 1}")
        shutil.copyfile(log, logs(folder) / "small.log.1")
        os.truncate(log, 0)
        append(log, lines(4, 3))
        arrives(server, 7, "the lines after it was emptied", quiet=True)


def follow_last_lines(folder):
    """What a program writes right before its file is renamed out of the pattern arrives all the same."""
    log = logs(folder) / "router.log"
    log.write_text(lines(0, 100))
    with follow(folder, "*.log") as server:
        arrives(server, 100, "what was there before")
        append(log, lines(100, 5))
        log.rename(logs(folder) / "router.log.1")
        log.write_text(lines(200, 10))
        arrives(server, 115, "the last lines before the renaming", quiet=True)


TESTS = [follow_rotation, follow_truncation, follow_last_lines]
