"""Reads polygons and attributes from an ESRI shapefile, as far as Natural Earth uses the format.

Format: ESRI Shapefile Technical Description (1998), main file pages 2-9; dBASE III for the attributes.
"""
import struct

POLYGON = 5


def read_polygons(data):
    """Yields for each record its rings, each a list of (longitude, latitude); a record without a shape has none."""
    position = 100  # file header
    while position < len(data):
        (words,) = struct.unpack_from(">i", data, position + 4)
        record = memoryview(data)[position + 8 : position + 8 + 2 * words]
        position += 8 + 2 * words
        (kind,) = struct.unpack_from("<i", record)
        yield list(_rings(record)) if kind == POLYGON else []


def _rings(record):
    part_count, point_count = struct.unpack_from("<2i", record, 36)
    starts = struct.unpack_from(f"<{part_count}i", record, 44)
    numbers = struct.unpack_from(f"<{2 * point_count}d", record, 44 + 4 * part_count)
    points = list(zip(numbers[0::2], numbers[1::2]))
    for start, end in zip(starts, starts[1:] + (point_count,)):
        yield points[start:end]


def read_attributes(data):
    """Yields for each record a dictionary from field name to text."""
    record_count, header_size, record_size = struct.unpack_from("<IHH", data, 4)
    fields = []
    descriptor = 32
    while data[descriptor] != 0x0D:
        name = data[descriptor : descriptor + 11].partition(b"\0")[0].decode("ascii")
        fields.append((name, data[descriptor + 16]))
        descriptor += 32
    for index in range(record_count):
        position = header_size + index * record_size + 1  # after the deletion mark
        row = {}
        for name, width in fields:
            row[name] = data[position : position + width].decode("utf-8", "replace").strip(" \0")
            position += width
        yield row
