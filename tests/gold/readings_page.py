"""The readings of docs/accuracy.md, from the verdicts in `readings/`; run as a script it writes them again.

A file of verdicts is named by the commit whose events were read (the seed of `reading_sample.py`). A line holds the id
of an event (archive, line, event), whether each of two readers found pair, direction, quad and status right, and the
cause that each names for a wrong one.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
FOLDER = ROOT / "tests" / "gold" / "readings"
BEGIN, END = "<!-- readings: written by `python tests/gold/readings_page.py` -->", "<!-- end of readings -->"
NORMAL = 1.96
READERS = ("a", "b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two readers say of one event; the causes are empty where they find it right."""

    identity: str
    right: tuple[bool, bool]
    causes: tuple[str, str]

    @property
    def archive(self) -> str:
        """The archive that the event is from."""
        return self.identity.partition(":")[0]


def read_verdicts(path: Path) -> list[Verdict]:
    """Read a file of verdicts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [
            Verdict(row["id"], (row["a"] == "right", row["b"] == "right"), (row["cause_a"], row["cause_b"]))
            for row in rows
        ]


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927, without continuity correction)."""
    share, squared = hits / cases, NORMAL**2
    middle = share + squared / (2 * cases)
    half = NORMAL * sqrt(share * (1 - share) / cases + squared / (4 * cases**2))
    return (middle - half) / (1 + squared / cases), (middle + half) / (1 + squared / cases)


def line(name: str, verdicts: Sequence[Verdict]) -> str:
    """Give one line of the table: right by each reader and by both, and the interval of what both find right."""
    each = [sum(verdict.right[reader] for verdict in verdicts) for reader in range(len(READERS))]
    both = sum(all(verdict.right) for verdict in verdicts)
    agreed = sum(len(set(verdict.right)) == 1 for verdict in verdicts)
    low, high = wilson(both, len(verdicts))
    return f"| {name} | {len(verdicts)} | {each[0]} | {each[1]} | {both} | {agreed} | {low:.2f} to {high:.2f} |"


def table(verdicts: Sequence[Verdict]) -> list[str]:
    """Give the table of one reading, an archive a line, and the causes below it."""
    lines = [
        "| archive | events | right, reader a | right, reader b | right by both | agreed | 95 % (Wilson, both) |",
        "|---|---|---|---|---|---|---|",
    ]
    archives = list(dict.fromkeys(verdict.archive for verdict in verdicts))
    lines += [line(name, [verdict for verdict in verdicts if verdict.archive == name]) for name in archives]
    lines.append(line("all", verdicts))
    causes = Counter(cause for verdict in verdicts for cause in verdict.causes if cause)
    told = "; ".join(
        f"{cause} {count}" for cause, count in sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    )
    return [*lines, "", f"Causes of what is wrong, both readers counted: {told}."]


def page() -> str:
    """Give the readings as they belong on the page, the newest last."""
    parts: list[str] = []
    for path in sorted(FOLDER.glob("*.tsv")):
        _, commit = path.stem.split("-")
        parts += [
            f"Events of commit `{commit}` (`tests/gold/readings/{path.name}`):",
            "",
            *table(read_verdicts(path)),
            "",
        ]
    return "\n".join(parts)


def main() -> None:
    """Write the readings into the page."""
    text = PAGE.read_text("utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n\n{page()}\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
