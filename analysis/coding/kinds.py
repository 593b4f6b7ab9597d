"""Event types that many rules speak of together."""

from __future__ import annotations

# What both sides do with each other: who is named first says nothing.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# What is done to somebody by force.
FORCEFUL = frozenset({"ASSAULT", "COERCE"})
