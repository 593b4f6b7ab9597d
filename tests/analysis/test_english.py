"""English grammar that decides who does what to whom, on sentences of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.coder import Coder

PUBLISHED = datetime(2026, 3, 10, tzinfo=UTC)


def told(coder: Coder, text: str) -> set[tuple[str, str, str, str]]:
    """Give the events of a text as (actors, recipients, type, status)."""
    events = coder.code(text, "en", PUBLISHED).events
    return {("+".join(e.actor), "+".join(e.recipient), e.event_type, e.status) for e in events}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway says Peru must stop its whaling.", ("NOR", "PER", "REQUEST", "actual")),
        ("Chad's envoy to the African Union said Niger has to mediate.", ("TCD", "NER", "REQUEST", "actual")),
        ("Chad's king called President Boluarte of Peru a liar.", ("TCD", "PER", "ACCUSE", "actual")),
        ("Peru's president called Norwegian Prime Minister Store.", ("PER", "NOR", "CONSULT", "actual")),
        ("Jets flown by Chad struck Niger.", ("TCD", "NER", "ASSAULT", "actual")),
        ("Clashes between Chad and Niger went on.", ("TCD", "NER", "ASSAULT", "actual")),
        ("The truce ended two weeks of fire between Chad and Niger.", ("TCD", "NER", "RETREAT", "actual")),
        ("The visit by Peru's president to Chad was cancelled.", ("PER", "TCD", "CONSULT", "cancelled")),
        (
            "The summit between Chad and Peru, due on Monday, has been delayed.",
            ("TCD", "PER", "CONSULT", "cancelled"),
        ),
        ("Peru's foreign minister is due in Chad on Monday.", ("PER", "TCD", "CONSULT", "planned")),
        ("Chad and Peru suspend trade talks.", ("TCD", "PER", "SANCTION", "actual")),
        ("Chad's leader told Peru to leave.", ("TCD", "PER", "REQUEST", "actual")),
        ("Chad must leave, Peru says.", ("PER", "TCD", "REQUEST", "actual")),
        ("Chad and Peru are near a deal.", ("TCD", "PER", "AGREE", "hypothetical")),
        ("Chad and Peru could sign a treaty within days.", ("TCD", "PER", "AGREE", "hypothetical")),
        ("Chad marks a year since its ceasefire with Peru.", ("TCD", "PER", "RETREAT", "historical")),
        ("Chad's delegates failed to turn up for talks with Peru.", ("TCD", "PER", "REJECT", "actual")),
        ("The meeting of Peru and Chad ended with a promise to build a dam.", ("PER", "TCD", "CONSULT", "actual")),
        ("Norway shells Chad ahead of a Norway-Peru summit.", ("NOR", "PER", "CONSULT", "planned")),
        ("Ministers from Chad and Peru will meet on Friday.", ("TCD", "PER", "CONSULT", "planned")),
    ],
)
def test_who_acts_on_whom(coder: Coder, text: str, event: tuple[str, str, str, str]) -> None:
    assert event in told(coder, text)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # What is talked about is no partner, and neither is who else is named behind another conjunction.
        ("Norway and Peru discussed fishing off Chad.", {("NOR", "PER", "CONSULT", "actual")}),
        ("Norway established diplomatic ties with Peru, after it broke off links with Chad.", {("NOR", "PER")}),
        # The content of a conditional threat is not told apart.
        (
            "Chad warned Niger of military action if it does not withdraw its troops.",
            {("TCD", "NER", "THREATEN", "actual")},
        ),
        # What is aimed at is told as a noun, too, and is no deed then.
        ("Norway listed military targets in Peru.", set()),
        ("Norwegian strikes hit energy targets in Peru.", {("NOR", "PER", "ASSAULT", "actual")}),
        ("Norway targets Peru with a new fishing ban.", {("NOR", "PER")}),
        # A train that is hit trains nobody, while one who trains does.
        ("Peruvian drones hit train carrying Chadian troops.", {("PER", "TCD", "ASSAULT", "actual")}),
        ("Peru trains Chadian troops.", {("PER", "TCD", "AID", "actual")}),
        # Options are no deed yet; what weighs on trade is no trade.
        ("Norway weighs options for strike on Peru.", {("NOR", "PER", "ASSAULT", "hypothetical")}),
        ("Norway puts tariffs on trade with Peru.", {("NOR", "PER", "SANCTION", "actual")}),
        ("Norway lifts curbs on trade with Peru.", {("NOR", "PER", "RETREAT", "actual")}),
        # What a truce was when it was broken, and what the press was not told, are no events.
        ("Peru says it destroyed a Chadian base, despite a ceasefire.", {("PER", "TCD", "ASSAULT", "actual")}),
        ("Chad did not respond to a request for comment from Peru.", set()),
        ("Norway will release more details about the case of a man from Peru.", set()),
        # No verb governs the participle that tells what befell a noun.
        ("Chad holds funeral for 6 soldiers killed in Peru.", set()),
        # What is said of others is not said against who says it, save force that befell them.
        ("Boluarte says Chad is right to sue the newspaper.", set()),
        ("Chad's military says Niger violated the truce.", {("NER", "TCD", "ASSAULT", "actual")}),
        ("Peru says Chad's coast guard sank two fishing boats.", {("TCD", "PER", "ASSAULT", "actual")}),
        # A thing that is linked to a state may be hit for it.
        ("Norway seizes Peruvian-linked tanker.", {("NOR", "PER", "COERCE", "actual")}),
        # A penalty may be named by whom it is for; a waiver that ends is a penalty.
        ("Norway to announce new Peru sanctions.", {("NOR", "PER", "SANCTION", "planned")}),
        ("Norway stops exempting Peruvian diplomats from visas.", {("NOR", "PER", "SANCTION", "actual")}),
        # A name before its verb is its subject, whatever was named before.
        ("Peru calls for talks with Chad.", {("PER", "TCD", "REQUEST", "actual")}),
        ("Norway claims to have seized two Peruvian ships.", {("NOR", "PER", "COERCE", "actual")}),
        ("Peru invited to join Norway's board of peace.", {("NOR", "PER", "CONSULT", "planned")}),
        ("Chad's troops practise for invasion of Niger.", {("TCD", "NER", "MOBILIZE", "actual")}),
        ("Norway-Peru meeting looms over fishing conference.", {("NOR", "PER", "CONSULT", "planned")}),
        # Who does what a sentence opens with is named behind the comma.
        ("By attacking Peru, Norway may have united a nation.", {("NOR", "PER", "ASSAULT", "actual")}),
        ("Accusing Peru of lies, Norway left.", {("NOR", "PER", "ACCUSE", "actual")}),
        # A danger is no deed, a threat is; a place that is occupied is no deed either.
        ("Norway downplays Peru threat.", set()),
        ("Norway's threat to Peru grows.", {("NOR", "PER", "THREATEN", "actual")}),
        ("Norwegian soldiers wounded in occupied southern Peru.", set()),
        ("Chad says Niger seized the plant, Peru's largest.", {("NER", "TCD", "COERCE", "actual")}),
        # What is received was given.
        ("Chad receives bodies of three soldiers from Niger.", {("NER", "TCD", "RETREAT", "actual")}),
        ("Peru got tanks from Norway.", {("NOR", "PER", "AID", "actual")}),
        # What a verb ends is not what follows a comma.
        ("Peru, Chad set to end fire, build dialogue.", {("PER", "TCD", "CONSULT", "planned")}),
        ("Chad cannot defend itself without Norwegian help.", set()),
        # Whose it is and whom it is for stand before a noun, one behind the other.
        ("Norway's Peru threats grow louder.", {("NOR", "PER", "THREATEN", "actual")}),
        ("Zelensky's Norway peace plan draws scrutiny.", {("UKR", "NOR", "CONCEDE", "actual")}),
        ("Norway threatens military action against Chad's neighbour Niger.", {("NOR", "NER", "THREATEN", "actual")}),
        # Vowing a penalty plans it, vowing force threatens; what is agreed to do is what is agreed.
        ("Norway's president vowed to slap tariffs on Peru.", {("NOR", "PER", "SANCTION", "planned")}),
        ("Norway vowed to seize the port from Peru.", {("NOR", "PER", "THREATEN", "actual")}),
        ("Peru, Chad agree to share intelligence.", {("PER", "TCD", "AGREE", "actual")}),
        # Danger is warned of, a consequence is threatened.
        ("Peru faces a hard winter as Norway warns of rising prices.", set()),
        ("Norway warns of strong action if Peru hangs protesters.", {("NOR", "PER", "THREATEN", "actual")}),
        # What comes before something is still to come where it is told by a noun.
        ("Peru boasts of its fleet before Chad-Norway meeting.", {("TCD", "NOR", "CONSULT", "planned")}),
        ("Landmark genocide case against Chad to be heard by Norwegian court.", set()),
        # What talks are about is not with whom they are held; a truce named by its place names no side.
        ("Norwegian envoy holds Peru talks with Chad.", {("NOR", "TCD", "CONSULT", "actual")}),
        ("Norway holds talks on Peru with Chad.", {("NOR", "TCD", "CONSULT", "actual")}),
        ("Norway praises the Peru truce.", {("NOR", "PER")}),
        ("Norway vowed to return, praising Peru for its help.", {("NOR", "PER", "SUPPORT", "actual")}),
        # A pronoun in what somebody says is who says it.
        ("Peru condemned Niger. Chad said it would release 18 Nigerien soldiers.", {("PER", "NER"), ("TCD", "NER")}),
        # Who a relative clause describes does what it tells.
        (
            "Chad slept, while Norway's military, which accused Peru of lies, left.",
            {("NOR", "PER", "ACCUSE", "actual")},
        ),
        # Who helps against a third helps another.
        ("Norway backs the war effort against Peru.", set()),
        ("Zelensky's Peru embargo could put Chad at risk.", {("UKR", "PER", "SANCTION", "hypothetical")}),
        ("Norway says Oslo cannot accept the plan of Peru.", {("NOR", "PER", "REJECT", "actual")}),
        ("Norway blasts Peru for its lack of will.", {("NOR", "PER", "ACCUSE", "actual")}),
        ("Norway keen to revive food imports from Peru.", {("NOR", "PER", "COOPERATE", "planned")}),
        # The place of talks is no party.
        ("Peru said the plan, like the Oslo talks, is useful.", set()),
    ],
)
def test_third_parties_stay_out(coder: Coder, text: str, events: set[tuple[str, ...]]) -> None:
    found = told(coder, text)
    sides = {event[:2] for event in found}
    assert found == events or (sides == events and bool(events))
