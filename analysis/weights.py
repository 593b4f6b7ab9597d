"""What one report of an event weighs: signed mass, conflict above 0 and cooperation below."""

from __future__ import annotations

from analysis.parameters import Parameters
from data.model import Event

MUTUAL_TYPES = frozenset({"AGREE", "CONSULT", "COOPERATE"})
CONFLICT_QUADS = frozenset({"verbal_conflict", "material_conflict"})
STRONGEST_USUAL_SCORE = 5.0


def is_conflict(event: Event) -> bool:
    """Say whether the act itself, whatever its status, is conflict."""
    return event.quad in CONFLICT_QUADS


def is_mutual(event: Event) -> bool:
    """Say whether the act has no direction: talks, accords and joint deeds belong to both sides."""
    return event.event_type in MUTUAL_TYPES or event.mode == "ceasefire"


def signed_mass(event: Event, parameters: Parameters) -> float:
    """Weigh a report by |score|/5 and its status; give conflict as positive, cooperation as negative mass."""
    share = parameters.status_weights.get(event.status, 0.0)
    mass = max(abs(event.score), 1.0) / STRONGEST_USUAL_SCORE * share
    return mass if is_conflict(event) else -mass


def directed_pairs(event: Event, parameters: Parameters) -> tuple[tuple[str, str], ...]:
    """Expand the actor lists to directed pairs; a list too long to mean anything for one pair gives none."""
    pairs = [(a, r) for a in event.actor for r in event.recipient if a != r]
    unique = {tuple(sorted(pair)): pair for pair in reversed(pairs)}
    return tuple(sorted(unique.values())) if len(unique) <= parameters.pairs_an_event else ()
