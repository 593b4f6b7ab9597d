"""Draw alarms to be judged by readers: `python tests/gold/alarm_sample.py COMMIT [EPISODES.csv] > sample.jsonl`.

Thirty alerts of the store that DETENTE_HOME names, drawn by a seed made of the commit that is judged, so that nobody
chooses what is read; with a list of episodes, only alerts more than ten days from every one of their pair. A line has
an id (pair, day, state) and the sentences of the stories that weigh most. A reader says `real` if a sentence tells a
real act of the pair, of those days, in the direction of the alarm, `half` if the pair and the direction are right and
the act or its time is not, else `wrong`. Readers answer apart, without seeing each other's verdicts; `alarms/` keeps
the verdicts by id, without any text.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from analysis.backtest.episodes import Episode, read_episodes  # noqa: E402 - the path must be set first
from analysis.backtest.figures import FAR  # noqa: E402
from data.settings import read_settings  # noqa: E402 - the path must be set first
from data.store import open_store  # noqa: E402
from data.store.base import EvidenceQuery, Store  # noqa: E402

DRAWN = 30
SENTENCES = 6


def identity(alert: Mapping[str, Any]) -> str:
    return f"{alert['pair']}:{alert['day']}:{alert['state']}"


def draw(alerts: Sequence[Mapping[str, Any]], seed: str) -> list[Mapping[str, Any]]:
    """Draw from the alerts in the order of their ids, so that the store's order does not matter."""
    ordered = sorted(alerts, key=identity)
    return random.Random(f"{seed} alarms").sample(ordered, min(DRAWN, len(ordered)))  # noqa: S311 - can be repeated


def outside(alerts: Sequence[Mapping[str, Any]], episodes: Sequence[Episode]) -> list[Mapping[str, Any]]:
    """Keep the alerts that lie far from every listed turn of their pair, as the back-test counts false alarms."""
    listed = [(episode.pair, episode.day) for episode in episodes]
    return [a for a in alerts if all(a["pair"] != pair or abs((a["day"] - day).days) > FAR for pair, day in listed)]


def sentences(store: Store, alert: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give what the heaviest stories say, a sentence an outlet, each sentence once."""
    told = {tuple(report) for reason in alert["reasons"] for report in reason["reports"]}
    one, other = alert["pair"].split("-")
    rows = store.evidence(EvidenceQuery(pair=(one, other), until=alert["day"], limit=100_000))
    found = {
        row.report.event.evidence.text: {
            "day": str(row.report.day),
            "outlet": row.report.outlet_id,
            "sentence": row.report.event.evidence.text,
            "coded": f"{row.report.event.event_type} {row.report.event.status}",
        }
        for row in rows
        if (row.report.article_id, row.report.seq) in told
    }
    return list(found.values())[:SENTENCES]


def sample(store: Store, seed: str, episodes: Sequence[Episode]) -> Iterator[dict[str, Any]]:
    for alert in draw(outside([a for a in store.alerts() if "-" in a["pair"]], episodes), seed):
        yield {
            "id": identity(alert),
            "pair": alert["pair"],
            "day": str(alert["day"]),
            "state": alert["state"],
            "sentences": sentences(store, alert),
        }


if __name__ == "__main__":
    with open_store(read_settings().store_url, read_only=True) as opened:
        listed = read_episodes(Path(sys.argv[2])) if sys.argv[2:] else []
        for line in sample(opened, sys.argv[1], listed):
            print(json.dumps(line, ensure_ascii=False))
