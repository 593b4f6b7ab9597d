"""Outlets that are suddenly unlike their own past: far more headlines, another language, a slant that others lack.

A feed that somebody took over, or that became a mouthpiece, shows in one of these. Nothing is left out of the index for
it: what one ownership group adds is capped anyway, and whether an outlet is still itself is for a person to say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analysis.parameters import Parameters
from analysis.weights import signed_mass
from data.model import Report

MORE = 5.0
MOST = 0.5
SLANT_Z = 3.0
FEWEST = 5

Slant = Mapping[str, Counter[bool]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What changed of an outlet: `kind` is volume (headlines a day), language (share of new ones) or slant (z)."""

    outlet_id: str
    kind: str
    now: float
    past: float


@dataclass(frozen=True, slots=True)
class Spans:
    """The days that are judged and those before them that say what is usual."""

    first: date
    begin: date
    last: date

    def is_now(self, day: date) -> bool:
        """Say whether a day is judged."""
        return self.begin <= day <= self.last

    def is_past(self, day: date) -> bool:
        """Say whether a day belongs to the usual."""
        return self.first <= day < self.begin


def spans_of(day: date, parameters: Parameters) -> Spans:
    """Give the `gate_days` up to a day and the `usual_days` before them."""
    begin = day - timedelta(parameters.gate_days - 1)
    return Spans(begin - timedelta(parameters.usual_days), begin, day)


def find_turns(reports: Sequence[Report], printed: pd.DataFrame, day: date, parameters: Parameters) -> list[Turn]:
    """List what turned up to a day; `printed` is the store's exposure (day, outlet_id, headlines) of the same days."""
    spans = spans_of(day, parameters)
    found = [*volume_turns(printed, spans, parameters), *language_turns(reports, spans)]
    found += slant_turns(reports, spans, parameters)
    return sorted(found, key=lambda turn: (turn.outlet_id, turn.kind))


def volume_turns(printed: pd.DataFrame, spans: Spans, parameters: Parameters) -> Iterable[Turn]:
    """Find outlets that print `MORE` times what they printed a day, of those with a history."""
    now: Counter[str] = Counter()
    past: defaultdict[str, list[int]] = defaultdict(list)
    for day, outlet, headlines in zip(
        pd.to_datetime(printed["day"]).dt.date, printed["outlet_id"], printed["headlines"], strict=True
    ):
        if spans.is_now(day):
            now[outlet] += int(headlines)
        elif spans.is_past(day):
            past[outlet].append(int(headlines))
    for outlet, days in past.items():
        usual, rate = sum(days) / len(days), now[outlet] / parameters.gate_days
        if len(days) >= parameters.history_days and rate >= MORE * usual:
            yield Turn(outlet, "volume", rate, usual)


def language_turns(reports: Sequence[Report], spans: Spans) -> Iterable[Turn]:
    """Find outlets most of whose reports are in a language that they did not use."""
    now: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    past: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    for report in reports:
        if spans.is_now(report.day):
            now[report.outlet_id][report.language] += 1
        elif spans.is_past(report.day):
            past[report.outlet_id][report.language] += 1
    for outlet, told in now.items():
        language, count = told.most_common(1)[0]
        known = past[outlet]
        share, before = count / told.total(), known[language] / max(1, known.total())
        if min(told.total(), known.total()) >= FEWEST and share > MOST and before * MORE < share:
            yield Turn(outlet, "language", share, before)


def slant_turns(reports: Sequence[Report], spans: Spans, parameters: Parameters) -> Iterable[Turn]:
    """Find outlets whose share of conflict moved away from that of all others on the same pairs."""
    now, past = slants(reports, spans.is_now, parameters), slants(reports, spans.is_past, parameters)
    for outlet, pairs in now.items():
        own_now, own_past = (total(side.get(outlet, {}), pairs) for side in (now, past))
        all_now, all_past = (total_of_others(side, outlet, pairs) for side in (now, past))
        if min(own_now.total(), all_now.total()) < FEWEST:
            continue
        move = log_odds(own_now) - log_odds(own_past) - log_odds(all_now) + log_odds(all_past)
        z = move / math.sqrt(sum(variance(told) for told in (own_now, own_past, all_now, all_past)))
        if abs(z) >= SLANT_Z:
            yield Turn(outlet, "slant", share(own_now), share(own_past))


def slants(reports: Sequence[Report], chosen: Callable[[date], bool], parameters: Parameters) -> Mapping[str, Slant]:
    """Count what tells of conflict (True) and of cooperation by outlet and parties, on chosen days."""
    counted: defaultdict[str, defaultdict[str, Counter[bool]]] = defaultdict(lambda: defaultdict(Counter))
    for report in reports:
        mass = signed_mass(report.event, parameters)
        if mass and chosen(report.day):
            parties = "-".join(sorted({*report.event.actor, *report.event.recipient}))
            counted[report.outlet_id][parties][mass > 0] += 1
    return counted


def total(told: Slant, pairs: Iterable[str]) -> Counter[bool]:
    """Add the counts of some pairs up."""
    return sum((told[pair] for pair in pairs if pair in told), Counter())


def total_of_others(told: Mapping[str, Slant], outlet: str, pairs: Iterable[str]) -> Counter[bool]:
    """Add the counts of some pairs up over all outlets but one."""
    return sum((total(slant, pairs) for other, slant in told.items() if other != outlet), Counter())


def log_odds(told: Counter[bool]) -> float:
    """Give the log odds of conflict, one of each added."""
    return math.log((told[True] + 1) / (told[False] + 1))


def variance(told: Counter[bool]) -> float:
    """Give the variance of those log odds."""
    return 1 / (told[True] + 1) + 1 / (told[False] + 1)


def share(told: Counter[bool]) -> float:
    """Give the share of conflict; one half where nothing was told."""
    return (told[True] + 1) / (told.total() + 2)
