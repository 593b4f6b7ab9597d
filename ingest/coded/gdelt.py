"""Rows of GDELT 2 event exports: 61 cells, no header (GDELT Event Codebook 2.0). Both sides must name a country."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.coded_events import Act, CodedFormat, Relations, UnusableRowError, read_day, read_root

CELLS = 61
DAY, ACTOR_COUNTRY, RECIPIENT_COUNTRY, ROOT = 1, 7, 17, 28


def read(cells: Sequence[str], _header: Sequence[str], _relations: Relations) -> Act:
    """Read a row."""
    if len(cells) != CELLS:
        raise UnusableRowError("too_few_cells")
    day, actor, recipient = read_day(cells[DAY]), cells[ACTOR_COUNTRY], cells[RECIPIENT_COUNTRY]
    if not actor or not recipient:
        raise UnusableRowError("no_state")
    return Act(day, actor, recipient, read_root(cells[ROOT]))


ROWS = CodedFormat("GDELT 2", header=False, read=read)
