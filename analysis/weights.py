"""What one report of an event weighs: signed mass, conflict above 0 and cooperation below."""

from __future__ import annotations

from analysis.coding.kinds import MUTUAL
from analysis.parameters import Parameters
from data.model import Event

CONFLICT_QUADS = frozenset({"verbal_conflict", "material_conflict"})
STRONGEST_USUAL_SCORE = 5.0
EVEN_ODDS = 0.5


def is_conflict(event: Event) -> bool:
    """Say whether the act itself, whatever its status, is conflict."""
    return event.quad in CONFLICT_QUADS


def is_doubtful(event: Event) -> bool:
    """Say whether an event is more likely misread than right."""
    return event.confidence < EVEN_ODDS


def is_mutual(event: Event) -> bool:
    """Say whether the act has no direction: talks, accords and joint deeds belong to both sides."""
    return event.event_type in MUTUAL or event.mode == "ceasefire"


def signed_mass(event: Event, parameters: Parameters) -> float:
    """Weigh a report by |score|/5 and its status; give conflict as positive, cooperation as negative mass."""
    share = parameters.status_weights.get(event.status, 0.0)
    mass = max(abs(event.score), 1.0) / STRONGEST_USUAL_SCORE * share
    return mass if is_conflict(event) else -mass
