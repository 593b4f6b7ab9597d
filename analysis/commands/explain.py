"""`python -m analysis explain A-B DAY`: a day's value, taken apart to sentences and rules."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from analysis.commands.series import clean, day_option
from analysis.explain import Fragility, Part, fast_masses, fast_parts, outlet_range
from analysis.exposure import read_exposure
from analysis.pairs import compute_parts, pair_actors, parse_pair
from analysis.run import load_context
from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from data.store import open_store
from data.store.base import EvidenceQuery, EvidenceRow, Store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `explain`."""
    parser.add_argument("pair", help="A-B or 'A>B'")
    parser.add_argument("day", type=day_option)
    parser.add_argument("--top", type=int, default=15, help="how many parts to print (all are summed)")
    parser.add_argument("--json", action="store_true")


def find_sentences(store: Store, pair: str, until: date) -> dict[tuple[int, int], EvidenceRow]:
    """Give the pair's evidence by article and event number."""
    one, other = pair_actors(pair)
    rows = store.evidence(EvidenceQuery(pair=(one, other), until=until, limit=1_000_000))
    return {(row.report.article_id, row.report.seq): row for row in rows}


def part_row(part: Part, sentences: dict[tuple[int, int], EvidenceRow]) -> dict[str, Any]:
    """Give one part with its sentence and rules."""
    row = sentences.get((part.article_id, part.seq))
    event = row.report.event if row else None
    return {
        "story_id": part.story_id,
        "outlet": part.outlet_id,
        "day": part.day.isoformat(),
        "share": part.share,
        "type": event.event_type if event else None,
        "status": event.status if event else None,
        "sentence": event.evidence.text if event else None,
        "rules": list(event.rules) if event else [],
        "url": row.url if row else None,
    }


def explanation(pair: str, day: date, store: Store, top: int) -> dict[str, Any]:
    """Build the whole explanation of a day."""
    settings = read_settings()
    context = load_context(settings)
    stories, parts = compute_parts(store, pair, day, context)
    exposure = read_exposure(store.exposure(until=day), context.parameters, day)
    row = next((r for p in parts for r in p.frame.to_dict("records") if r["day"] == day), None)
    if exposure is None or row is None:
        raise UsageError(f"the store has nothing on {day}")
    terms = fast_parts(stories, pair, exposure, day, context.parameters)
    conflict, cooperation = fast_masses(terms)
    sentences = find_sentences(store, pair, day)
    fragility = outlet_range(store, pair, day, settings)
    return {
        "pair": pair,
        "index": clean({str(k): v for k, v in row.items()}),
        "fast_conflict": conflict,
        "fast_cooperation": cooperation,
        "leave_one_outlet_out": fragility_row(fragility),
        "parts_total": len(terms),
        "parts": [part_row(term, sentences) for term in terms[:top]],
    }


def fragility_row(fragility: Fragility) -> dict[str, Any]:
    """Give the leave-one-out range as plain values."""
    return {
        "low": fragility.low,
        "high": fragility.high,
        "outlet": fragility.outlet_id,
        "sign_flips": fragility.sign_flips,
    }


def print_text(found: dict[str, Any]) -> None:
    """Print an explanation for a person."""
    index = found["index"]
    print(f"{found['pair']} on {index['day']}: {index['state']}, P(escalating) = {index['direction_p']}")
    print(f"fast conflict mass {found['fast_conflict']:.4f}, cooperation {found['fast_cooperation']:.4f}")
    left = found["leave_one_outlet_out"]
    if left["outlet"]:
        print(f"without one outlet: {left['low']:.3f} to {left['high']:.3f}; {left['outlet']} moves it most")
    for part in found["parts"]:
        print(f"{part['share']:+.4f}  {part['day']}  {part['outlet']}  {part['type']} {part['status']}")
        print(f"         {part['sentence']}")
        print(f"         rules: {', '.join(part['rules'])}")


def run_command(options: argparse.Namespace) -> int:
    """Explain one day of a pair."""
    settings = read_settings()
    pair = parse_pair(options.pair, settings)
    with open_store(settings.store_url, read_only=True) as store:
        found = explanation(pair, options.day, store, options.top)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print_text(found)
    return 0


COMMAND = Command("take a day's value apart to stories, sentences and rules", add_options, run_command)
