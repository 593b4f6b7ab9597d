"""Colours of charts and pages: orange for conflict, blue for cooperation, grey between; told apart by every reader.

The diverging pair survives the common colour blindnesses and grey print; no meaning hangs on colour alone, every state
also has its word and its sign.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme. Colours are #rrggbb; `tint` is the opacity of soft fills."""

    name: str
    background: str
    card: str
    ink: str
    soft_ink: str
    rule: str
    conflict: str
    cooperation: str
    contested: str
    steady: str
    unknown: str
    accent: str
    land: str
    tint: float

    def state(self, state: str) -> str:
        """Give the colour of a state."""
        return {
            "escalation": self.conflict,
            "detente": self.cooperation,
            "contested": self.contested,
            "steady": self.steady,
        }.get(state, self.unknown)

    def faded(self, colour: str, opacity: float | None = None) -> str:
        """Give a colour with an opacity, as `rgba(...)`."""
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return f"rgba({red},{green},{blue},{self.tint if opacity is None else opacity})"


LIGHT = Palette(
    name="light",
    background="#ffffff",
    card="#fbfaf8",
    ink="#1d2530",
    soft_ink="#5b6673",
    rule="#dcdfe3",
    conflict="#b8480f",
    cooperation="#1769aa",
    contested="#7b4b94",
    steady="#6b7682",
    unknown="#a9b0b8",
    accent="#0b4f8a",
    land="#e6e4df",
    tint=0.16,
)
DARK = Palette(
    name="dark",
    background="#12161c",
    card="#1a2029",
    ink="#e8ebef",
    soft_ink="#a3adb9",
    rule="#333c48",
    conflict="#f08a4b",
    cooperation="#66b2ea",
    contested="#c39bdb",
    steady="#9aa5b1",
    unknown="#66707c",
    accent="#7cbcf0",
    land="#2b333e",
    tint=0.2,
)
SIGNS = {
    "escalation": "\u25b2",
    "detente": "\u25bc",
    "contested": "\u25c6",
    "steady": "\u25cf",
    "insufficient": "\u25cb",
}


def palette_of(theme: str | None) -> Palette:
    """Choose the palette of a theme type."""
    return DARK if theme == "dark" else LIGHT
