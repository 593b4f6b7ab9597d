"""Rows of ICEWS: the coded event data with its header, or the four columns source, relation, target, date."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.coded_events import Act, CodedFormat, Relations, cell, read_day, read_root


def read(cells: Sequence[str], header: Sequence[str], relations: Relations) -> Act:
    """Read a row of either form; a side without a country is named by its own name."""
    places = {name.strip().casefold(): at for at, name in enumerate(header)}
    if "relation" in places:
        root = relations.root(cell(cells, places, "relation"))
        actor, recipient = cell(cells, places, "source"), cell(cells, places, "target")
        return Act(read_day(cell(cells, places, "date")), actor, recipient, root)
    actor = cell(cells, places, "source country") or cell(cells, places, "source name")
    recipient = cell(cells, places, "target country") or cell(cells, places, "target name")
    return Act(
        read_day(cell(cells, places, "event date")), actor, recipient, read_root(cell(cells, places, "cameo code"))
    )


ROWS = CodedFormat("ICEWS", header=True, read=read)
