"""`python -m analysis evaluate`: the coder's accuracy on the gold sets, beside the floors that tests hold it to."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.coder import Coder
from analysis.evaluation import Bench, Figure, measure
from data.commandline import Command
from data.settings import ROOT, read_settings

FLOORS = ROOT / "tests" / "gold" / "floors.json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `evaluate`."""
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", metavar="DIR", help="the measuring data")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="floors to compare with")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--raise-floors", action="store_true", help="write every figure above its floor as the new floor"
    )


def read_floors(path: Path) -> dict[str, float]:
    """Read the floors; none where the file is absent."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def show(found: Sequence[Figure], floors: Mapping[str, float]) -> str:
    """Give the figures as a table: name, value, number of rows, floor."""
    lines = [f"{'figure':<44}{'value':>7}{'rows':>7}{'floor':>7}"]
    for figure in found:
        floor = floors.get(figure.name)
        below = "  BELOW" if floor is not None and figure.value < floor else ""
        lines.append(
            f"{figure.name:<44}{figure.value:>7.3f}{figure.count:>7}{'' if floor is None else f'{floor:.3f}':>7}{below}"
        )
    return "\n".join(lines)


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 if any figure is below its floor."""
    found = measure(Bench(options.shared, Coder(read_settings().catalog_dirs)))
    floors = read_floors(options.floors)
    if options.json:
        print(json.dumps({f.name: {"value": f.value, "rows": f.count} for f in found}, indent=1))
    else:
        print(show(found, floors))
    if options.raise_floors:
        raised = {f.name: max(f.value, floors.get(f.name, 0.0)) for f in found}
        options.floors.write_text(json.dumps(dict(sorted(raised.items())), indent=1) + "\n", "utf-8")
    return int(any(f.value < floors.get(f.name, 0.0) for f in found))


COMMAND = Command("measure the coder on the gold sets", add_options, run)
