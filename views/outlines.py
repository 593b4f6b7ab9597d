"""Outlines of countries from the catalogue, for maps that ask nothing of other machines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from data.catalog_files import read_rows
from data.errors import CatalogError
from data.settings import ROOT
from views.spec import Ring

FILE = ROOT / "data" / "catalog" / "map" / "outlines.tsv"
COLUMNS = ("code", "rings")


def read_ring(text: str) -> Ring:
    """Read `lon,lat lon,lat …`; ValueError where a point is no place on the globe."""
    ring = []
    for point in text.split(" "):
        lon, lat = (float(part) for part in point.split(","))
        if abs(lon) > 180 or abs(lat) > 90:
            raise ValueError(point)
        ring.append((lon, lat))
    return tuple(ring)


@cache
def read_outlines(path: Path = FILE) -> tuple[tuple[str, Ring], ...]:
    """Give the rings of every country as (code, ring). Raises CatalogError with the line."""
    found: list[tuple[str, Ring]] = []
    for row in read_rows(path, COLUMNS):
        try:
            found += [(row["code"], read_ring(text)) for text in row["rings"].split(";")]
        except ValueError as error:
            raise CatalogError(f"not a ring of longitude,latitude in degrees: {error}", path, row.line) from error
    return tuple(found)
