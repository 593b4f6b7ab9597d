"""Keep what `python -m analysis backtest … --json` printed, as figures of the Method page: `replay.py RESULT.json`.

Only pair, day, direction and outcome of each turn are kept, no text of others.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("replay.json")
FIGURES = ("recall_escalation", "recall_detente", "alarms", "alarms_calm")
TURN = ("pair", "day", "direction", "right", "wrong_sign", "lag")


def keep(result: dict[str, Any]) -> dict[str, Any]:
    """Keep the figures and the turns of a replay."""
    figures = {name: round(result["methods"]["detente"][name], 4) for name in FIGURES}
    turns = [{name: turn[name] for name in TURN} for turn in result["episodes"]]
    return {"since": result["since"], "until": result["until"], **figures, "turns": turns}


if __name__ == "__main__":
    FILE.write_text(json.dumps(keep(json.loads(Path(sys.argv[1]).read_text("utf-8"))), indent=1) + "\n", "utf-8")
