"""Choose whom an event befalls among mentions: venues left out, a territory added, a counterpart implied."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Codes, Parties, Scene
from analysis.hits import words_between
from analysis.mentions import Mention

TOWARD = frozenset({"against", "on", "to", "with", "", "of", "from", "between", "at"})
VISITED = frozenset({"in", "at", "to"})
PLACES = frozenset({"in", "at"})
COUNTERED = frozenset(
    {"THREATEN", "ACCUSE", "REJECT", "REQUEST", "CONCEDE", "ASSAULT", "SANCTION", "RETREAT", "COERCE", "MOBILIZE"}
)
IMPLYING = frozenset({"THREATEN", "REJECT", "SANCTION"})
ADDRESSED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "SANCTION"})
ON_SOIL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"})
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
DEALS = frozenset({"AGREE", "CONSULT", "RETREAT"})
BESIDE = 2


def is_venue(mention: Mention, predicate: Predicate) -> bool:
    """Say whether a mention is only the place where it happens, or the means."""
    if mention.bare:
        return False
    if mention.role == "with" and predicate.event_type == "ASSAULT" and not predicate.operators:
        return True
    if mention.role == "in" and all(code.startswith("BLOC:") for code in mention.codes):
        return True  # a part of the world
    if mention.role == "from" and mention.kind == "capital" and spoken_from(predicate):
        return True  # from where somebody spoke
    if mention.role not in PLACES or "visit" in predicate.flags or predicate.rules[0].endswith("ambassador"):
        return False
    reached = mention.role == "at" and (mention.kind not in {"capital", "seat"} or addresses(predicate))
    return not reached and predicate.event_type not in ON_SOIL


def addresses(predicate: Predicate) -> bool:
    """Say whether whom a deed reaches stands behind "at": that of words, and a gift where "to" is said so."""
    return predicate.event_type in ADDRESSED or "dative" in predicate.flags


def spoken_from(predicate: Predicate) -> bool:
    """Say whether a verb of asking takes whom it asks as its object, so that "from" tells where it was said."""
    return predicate.event_type == "REQUEST" and not predicate.noun and "asks" not in predicate.flags


def with_territory(recipient: Mention, right: Sequence[Mention]) -> Codes:
    """Give the recipient, and with an armed group the territory where it is hit."""
    if not all(code.startswith("ORG:") for code in recipient.codes):
        return recipient.codes
    soil = next((m for m in right if m.role == "in" and ":" not in m.codes[0]), None)
    return (*recipient.codes, *soil.codes) if soil else recipient.codes


def counterpart(predicate: Predicate, scene: Scene, subject: Mention | None, actor: Codes) -> Parties | None:
    """Give the parties where the recipient is not named again: whoever stood against the actor before."""
    pointed = (
        scene.pack.auxiliary
        and subject is None
        and bool(scene.subject)
        and predicate.event_type in ADDRESSED
        and bool(scene.against)
    )
    told = predicate.event_type in COUNTERED and not fears(predicate, scene)
    if not told or len(actor) != 1 or not (subject or pointed):
        return None
    near = subject is not None and words_between(scene.hits, subject.last, predicate.first) <= BESIDE
    if near and suffers(predicate, scene, actor):
        return Parties(actor, scene.speaker, ("counterpart",), (subject,) if subject else ())
    if scene.pack.order == "svo" and (scene.opener in {"if", "that", "who"} or not implies_other(predicate)):
        return None
    if scene.pack.order == "vso" and not is_understood(predicate, scene, subject):
        return None
    beside = tuple(code for code in scene.named if code not in actor)
    recalled = pointed or not scene.pack.auxiliary or threatens_force(predicate, scene)
    pair = scene.pair if actor[0] in scene.pair and (scene.alone or scene.pack.order == "vso") else ()
    known = scene.against.get(actor[0]) or tuple(code for code in pair if code != actor[0])
    blown = scene.pack.order == "vso" and predicate.complement is not None
    implied = len(beside) == 1 and not ((scene.pack.auxiliary or blown) and predicate.event_type == "ACCUSE")
    other = last_attacker(predicate, scene, actor)
    other = other or (beside if implied else known if recalled and is_addressed(predicate) else ())
    named = {code for m in scene.mentions for code in m.codes} - set(actor)
    if not other or named - set(other):
        return None
    return Parties(actor, other, ("counterpart",), (subject,) if subject else ())


def is_understood(predicate: Predicate, scene: Scene, subject: Mention | None) -> bool:
    """Say whether a verb that comes first, with its subject, may leave out whom it is for, as one known from before.

    What is only refused or forbidden, without an act that the lists know, is mostly something at home.
    """
    if subject is None or not is_surely_subject(subject, predicate, scene):
        return False
    told = predicate.event_type == "SANCTION" and scene.opener == "that"
    if "object" in predicate.flags or scene.opener in {"who", "if"} or (told and not predicate.operators):
        return False
    framed = predicate.rules[0].startswith("frame:") or bool(predicate.operators)
    return framed or predicate.event_type not in {"REJECT", "SANCTION"} or predicate.complement is not None


def last_attacker(predicate: Predicate, scene: Scene, actor: Codes) -> Codes:
    """Give who struck last, for a blow that is condemned without saying whose it was."""
    place = predicate.complement
    blamed = scene.pack.order == "vso" and predicate.event_type == "ACCUSE" and place is not None
    if not blamed or place is None or scene.hits[place].name != "ASSAULT":
        return ()
    named = {code for m in scene.mentions for code in m.codes if m.role not in PLACES} - {*actor}
    return () if named or {*scene.attacker} & {*actor} else scene.attacker


def fears(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a warning is one of a danger, not one to somebody ("warns of rising prices")."""
    behind = scene.hits[predicate.last + 1 : predicate.last + 2]
    alone = predicate.event_type == "THREATEN" and not predicate.noun and predicate.complement is None
    return alone and any(h.name == "of" and not h.gap for h in behind)


def suffers(predicate: Predicate, scene: Scene, actor: Codes) -> bool:
    """Say whether a state tells what another did by force without saying to whom: it befell who tells it."""
    foreign = bool(scene.speaker) and not {*scene.speaker} & {*actor} and not scene.speaker[0].startswith("IGO:")
    forceful = predicate.event_type in {"ASSAULT", "COERCE", "MOBILIZE"} and not predicate.noun
    alone = {code for m in scene.mentions for code in m.codes} <= {*actor, *scene.speaker}
    return scene.pack.order == "svo" and foreign and forceful and alone


def is_addressed(predicate: Predicate) -> bool:
    """Say whether a deed is one toward somebody known before: of words, a penalty, or a passage that is shut."""
    return predicate.event_type in ADDRESSED or predicate.rules[0].endswith("+strait")


def is_surely_subject(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a lone name beside a verb acts: behind it, it is as often whom it befalls, save one of words."""
    ahead = mention.last < predicate.first
    gap = words_between(scene.hits, *((mention.last, predicate.first) if ahead else (predicate.first, mention.first)))
    framed = predicate.rules[0].startswith("frame:") and (ahead or mention.last < predicate.last)
    return not predicate.noun and gap <= BESIDE and (framed or predicate.event_type in ADDRESSED)


def threatens_force(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a verb threatens with violence: in an article about two parties that is meant for the other."""
    act = scene.hits[predicate.complement].name if predicate.complement is not None else ""
    return predicate.event_type == "THREATEN" and not predicate.noun and act == "ASSAULT"


def implies_other(predicate: Predicate) -> bool:
    """Say whether a deed without an object is one toward somebody known: threats, refusals, moves of troops."""
    framed = predicate.rules[0].startswith("frame:")
    return framed or (not predicate.noun and predicate.event_type in IMPLYING) or predicate.event_type == "MOBILIZE"


def pick_recipient(mentions: Sequence[Mention], actor: Codes) -> Mention | None:
    """Give the first mention that can be the recipient: plain or addressed before merely placed."""
    able = [m for m in mentions if not {*actor}.issuperset(m.codes)]
    first = next((m for m in able if m.role in TOWARD), None)
    return first or next((m for m in able if m.role in PLACES), None)


def without_told(mentions: list[Mention], predicate: Predicate, scene: Scene) -> list[Mention]:
    """Leave out, where verbs come first, who is only a partner in what is asked for, or only what is talked of."""
    if scene.pack.order != "vso":
        return mentions
    able = [m for m in mentions if not is_partner_told(m, predicate, scene)]
    return [m for m in able if not is_beside_meeting(m, predicate, scene)]


def is_beside_meeting(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a name behind a verb of meeting that comes first is only what is talked of, or against whom."""
    told = predicate.event_type == "CONSULT" and "visit" not in predicate.flags and predicate.rules[0] == "cue:CONSULT"
    return (
        told
        and scene.pack.order == "vso"
        and mention.role in {"on", "against", "about", "to"}
        and mention.kind != "organisation"
    )


def is_partner_told(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a mention is only the partner in what is asked for or warned of ("urged to sign a deal with Y")."""
    inside = predicate.complement is not None and mention.first > predicate.complement
    if not inside or scene.pack.order != "vso":
        return False
    if predicate.operators or is_asked_to_meet(predicate, scene):
        return False
    told = predicate.event_type in {"REQUEST", "THREATEN", "SUPPORT"}
    return told and (mention.role == "with" or is_within(mention, predicate, scene))


def is_asked_to_meet(predicate: Predicate, scene: Scene) -> bool:
    """Say whether talks are asked for of nobody but the partner in them ("X calls for talks with Y")."""
    place = predicate.complement
    if predicate.event_type != "REQUEST" or place is None or scene.hits[place].name != "CONSULT":
        return False
    return sum(m.bare for m in scene.mentions if predicate.first < m.first < place) <= 1


def is_within(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name stands some words behind the start of what is asked for ("urges to free ... of X")."""
    place = predicate.complement or predicate.last
    return (
        predicate.event_type == "REQUEST" and mention.bare and words_between(scene.hits, place, mention.first) > BESIDE
    )


def echoed_parties(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> Parties | None:
    """Give the parties of "A decision denounced by X": who judges, and who acted in the sentence before."""
    agent = next((m for m in right if m.role == "by" and not m.private), None)
    alone = agent is not None and len({code for m in scene.mentions for code in m.codes}) == len(agent.codes)
    judged = predicate.event_type in JUDGING and scene.pack.adjective == "after"
    if agent is None or not alone or not judged or not scene.topic:
        return None
    return Parties(agent.codes, scene.topic, ("topic",), (agent,))


def is_of_others(mention: Mention, predicate: Predicate, scene: Scene, actor: Codes) -> bool:
    """Say whether a mention are the sides of a deal between others that somebody promises or announces."""
    place = predicate.complement
    if predicate.event_type != "AGREE" or place is None or set(actor) & set(mention.codes):
        return False
    both = mention.first == place + 1 and mention.kind == "demonym" and len(mention.codes) > 1
    return (both or mention.role == "between") and scene.hits[place].noun and scene.hits[place].name in DEALS


def is_victim(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a mention is whom the violence befell that is condemned: "condemn the attack on Y", "in Y".

    Where verbs come first, so is whom the words that are condemned were said against.
    """
    complement = predicate.complement
    blaming = predicate.event_type in {"ACCUSE", "REJECT"}
    if scene.pack.order == "vso" and blaming and complement is None and mention.role == "against":
        return not predicate.rules[0].startswith("frame:")
    warned = predicate.event_type == "THREATEN" and scene.pack.order == "vso" and warns_of(predicate, scene)
    if (predicate.event_type != "ACCUSE" and not warned) or complement is None or mention.first < complement:
        return False
    hit = scene.hits[complement]
    apart = mention.kind == "demonym" or words_between(scene.hits, complement, mention.first) > 0
    befell = mention.role in {"on", "in", "at", "against"} or ("patient" in hit.flags and mention.bare and apart)
    befell = befell or ("befall" in hit.flags and mention.bare and mention.kind != "demonym")
    return hit.name == "ASSAULT" and befell


def warns_of(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a verb warns of what its complement names, which somebody else may do."""
    place = predicate.complement or predicate.last
    return any(hit.name == "from" for hit in scene.hits[predicate.first + 1 : place + 1])


def is_named_after(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a capital right behind a meeting or agreement, where verbs come first, is where it was."""
    place = mention.first - 1
    alone = mention.bare and mention.kind in {"capital", "territory"} and len(mention.codes) == 1
    if not alone or scene.pack.order != "vso":
        return False
    beside = place >= predicate.first and scene.hits[place].noun and not scene.hits[mention.first].gap
    return beside and scene.hits[place].name in {"AGREE", "CONSULT"}
