"""Let the linear model settle the type that the rules found, or veto the event. Rules stand where it is unsure."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.coding.model import NONE
from analysis.ontology import Ontology

VETO = 0.90
OVERRULE = 0.75
HEED = 0.15


def quad_shares(probabilities: Mapping[str, float], ontology: Ontology) -> dict[str, float]:
    """Give the probability of every quad class, that of no event left out."""
    shares: dict[str, float] = {}
    for name, value in probabilities.items():
        if name != NONE:
            quad = ontology.quad(name)
            shares[quad] = shares.get(quad, 0.0) + value
    return shares


def best_type(probabilities: Mapping[str, float], ontology: Ontology) -> str:
    """Give the most likely type of the most likely quad class."""
    shares = quad_shares(probabilities, ontology)
    quad = max(shares, key=lambda name: shares[name])
    fitting = [name for name in probabilities if name != NONE and ontology.quad(name) == quad]
    return max(fitting, key=lambda name: probabilities[name])


def judge(event_type: str, probabilities: Mapping[str, float], ontology: Ontology) -> tuple[str | None, str]:
    """Give the settled type (None for a veto) and the rule that says so ("" where the rules stand)."""
    if probabilities.get(NONE, 0.0) >= VETO:
        return None, "model:veto"
    shares = quad_shares(probabilities, ontology)
    known = sum(shares.values())
    own = shares.get(ontology.quad(event_type), 0.0) / known
    if own <= HEED and max(shares.values()) / known >= OVERRULE:
        return best_type(probabilities, ontology), "model:settled"
    return event_type, ""
