"""Find the subject of a verb: the plain name before it, or, where verbs come first, the one close behind it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.kinds import FORCEFUL
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Scene, goes_on, left_of, right_of
from analysis.hits import Hit, words_between
from analysis.mentions import ROLES, Mention
from analysis.phrases import ATTENDANT

OWNER_GAP = 2
NAMING = frozenset({"title", "role", "post"})
# Flags of verbs whose subject is known from before: what the speaker will do, what a subject does besides.
KNOWN = frozenset({"own", ATTENDANT})
AUXILIARIES = frozenset({"will", "would", "may", "plan", "have", "had", "not", "be"})


def subject_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give the subject of a verb: the first plain mention before it, else one in a noun phrase.

    A name right before the verb that opens a new statement after another predicate goes first.
    """
    if ATTENDANT in predicate.flags:
        return None
    if (doer := adjective_of(predicate, scene)) is not None:
        return doer
    left = [m for m in left_of(predicate, scene) if not m.private or may_act(predicate, scene)]
    plain = [m for m in left if m.bare and not is_elsewhere(m, scene)]
    opens = plain and (plain[-1].first > scene.previous >= 0 or follows_statement(plain, scene))
    if opens and stands_before(plain[-1], predicate, scene.hits):
        first = plain[-1].first
        while scene.hits[first - 1].name == "title" and not scene.hits[first].mark:
            first -= 1
        opener, before = scene.hits[first], scene.hits[first - 1]
        if {",", ";"} & set(opener.mark) or before.name == "and" or opener.clitic == "and":
            return plain[-1]
    if plain:
        later = is_bidden(plain, predicate, scene) or is_opening(plain, predicate, scene)
        return plain[-1] if later else plain[0]
    able = (
        m for m in left if m.role == "of" or is_home(m, scene) or (m.role == "by" and is_inside(m, predicate, scene))
    )
    return next(able, None) or launcher_of(predicate, scene)


def launcher_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give who fired what a blow is told of, named inside its words ("missiles fired by X struck Y")."""
    if scene.pack.order == "vso" or scene.pack.auxiliary or predicate.event_type not in FORCEFUL:
        return None
    inside = (m for m in scene.mentions if predicate.first < m.first < predicate.last and not m.private)
    return next((m for m in inside if m.role in {"by", "from"}), None)


def is_bidden(plain: Sequence[Mention], predicate: Predicate, scene: Scene) -> bool:
    """Say whether the last plain name is who is to do what an infinitive tells ("X expects Y to leave")."""
    place = predicate.first - 1
    if len(plain) < 2 or scene.pack.order == "vso" or plain[-1].last != place - 1:
        return False
    hits = scene.hits
    beside = "infinitive" in hits[place].flags and not hits[place].gap and hits[predicate.first].gap <= 1
    apart = words_between(hits, plain[-2].last, plain[-1].first) > 0 and "," not in hits[plain[-1].first].mark
    return beside and apart and not set(plain[-1].codes) & set(plain[-2].codes)


def is_opening(plain: Sequence[Mention], predicate: Predicate, scene: Scene) -> bool:
    """Say whether the first plain name belongs to words that open a sentence ("Dependent on X, Y refuses ...")."""
    first, last = plain[0].first, plain[-1].first
    if scene.pack.order == "vso" or len(plain) == 1 or not stands_before(plain[-1], predicate, scene.hits):
        return False
    while scene.hits[last - 1].name in {"title", "role"} and not scene.hits[last].mark:
        last -= 1
    linked = first > 0 and any(hit.name == "of" for hit in scene.hits[max(0, first - 2) : first])
    return linked and "," in scene.hits[last].mark


def described_by(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give the name that a bare participle right behind it describes ("rebels of X, beaten by Y, ...")."""
    if not scene.pack.auxiliary or scene.hits[predicate.first].noun or not scene.hits[predicate.first].participle:
        return None
    return next(
        (m for m in scene.mentions if m.last == predicate.first - 1 and not scene.hits[predicate.first].gap), None
    )


def is_elsewhere(mention: Mention, scene: Scene) -> bool:
    """Say whether a plain name before a verb, where verbs come first, is no subject of it.

    So is one in an oblique case, and one behind an unknown verb of a relative clause or of a pronoun ("which X leads").
    """
    before = scene.hits[mention.first - 1] if mention.first else None
    if scene.pack.order != "vso" or before is None:
        return False
    inner = before.name in {"who", "pronoun"} and scene.hits[mention.first].gap > 0
    return inner or (before.name != "that" and is_oblique(mention, scene))


def follows_statement(plain: Sequence[Mention], scene: Scene) -> bool:
    """Say whether words that the lists do not know part the last plain mention from another party before it."""
    if len(plain) < 2 or not scene.pack.auxiliary or set(plain[-1].codes) & set(plain[-2].codes):
        return False
    return words_between(scene.hits, plain[-2].last, plain[-1].first) > OWNER_GAP


def is_home(mention: Mention, scene: Scene) -> bool:
    """Say whether a mention tells where the people come from who act ("ministers from X and Y met")."""
    place = mention.first - 1
    if mention.role != "from" or scene.pack.order == "vso" or place < 1 or scene.hits[place].name != "from":
        return False
    return scene.hits[place - 1].name == "title" and not scene.hits[place].gap


def is_inside(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether an agent right before a verb belongs to its subject ("missiles fired by X hit ...")."""
    return scene.pack.order != "vso" and stands_before(mention, predicate, scene.hits)


def adjective_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give who did it where a noun was taken into its verb ("an X strike destroyed ..."): its adjective."""
    if not scene.pack.auxiliary or not scene.hits[predicate.first].noun:
        return None
    return next((m for m in scene.mentions if m.first == predicate.first + 1 and m.owner and not m.private), None)


def may_act(predicate: Predicate, scene: Scene) -> bool:
    """Say whether private persons, firms and things count with a verb: people protest, anything may suffer."""
    return scene.pack.auxiliary and (predicate.passive or predicate.event_type == "PROTEST")


def stands_before(mention: Mention, predicate: Predicate, hits: Sequence[Hit]) -> bool:
    """Say whether nothing but auxiliaries stands between a mention and a verb."""
    return all(hits[at].name in AUXILIARIES for at in range(mention.last + 1, predicate.first))


def subject_behind(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> Mention | None:
    """Give the subject of a verb that comes first: the plain name close behind it. Private persons may protest."""
    plain = next((m for m in right if m.bare and (not m.private or predicate.event_type == "PROTEST")), None)
    if scene.relative or not KNOWN.isdisjoint(predicate.flags) or is_preceded(predicate, scene):
        return None
    if plain is not None and belongs(right[0], predicate, scene):
        return right[0]
    if plain is None or is_oblique(plain, scene):
        return None
    inside = predicate.complement is not None and plain.first > predicate.complement and plain.kind != "both"
    return plain if hits_near(scene.hits, predicate, plain) and not inside else None


def own_subject(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> Mention | None:
    """Give the subject right behind a verb that is not the first of its sentence, where verbs come first.

    A plain name there is the object of most verbs, but not of one that takes a deed for its object or a preposition
    before it, nor where a second plain name follows, nor behind an ending that is an object already. A ministry speaks.
    """
    hit = scene.hits[predicate.first]
    if scene.pack.order != "vso" or predicate.noun or predicate.passive or goes_on(hit):
        return None
    first = next((m for m in right if m.first > predicate.first), None)
    if first is None or not first.bare or first.private or not left_plain(predicate, scene):
        return None
    if words_between(scene.hits, predicate.first, first.first) > OWNER_GAP or is_oblique(first, scene):
        return None
    written = scene.text[hit.start : hit.end]
    behind = [m for m in right if m.first > first.last and m.bare and set(m.codes) - set(first.codes)]
    named = [m.kind != "demonym" or scene.hits[m.first - 1].name in NAMING for m in (first, *behind[:1])]
    twice = bool(behind) and all(named) and words_between(scene.hits, first.last, behind[0].first) <= 1
    pointed = "deed" not in hit.flags and " " not in written and written.endswith(scene.pack.behind.resumed)
    office = first.kind == "seat" and "visit" not in predicate.flags
    joined = hit.clitic == "and" and ("deed" in predicate.flags or pointed or office)
    return first if twice or joined else None


def done_privately(predicate: Predicate, scene: Scene) -> bool:
    """Say whether private persons stand right behind a verb that comes first, or as whom its subject speaks to."""
    if scene.pack.order != "vso" or predicate.noun or predicate.event_type == "PROTEST" or left_plain(predicate, scene):
        return False
    first = next((m for m in right_of(predicate, scene) if m.bare), None)
    if first is None or words_between(scene.hits, predicate.first, first.first) > OWNER_GAP:
        return False
    after = first.last + 1
    told = predicate.event_type == "REQUEST" and after < len(scene.hits) and scene.hits[after].name == "private"
    return first.private or (told and not scene.hits[after].gap)


def left_plain(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain mention stands before a predicate."""
    return any(m.bare and not m.private for m in left_of(predicate, scene))


def is_preceded(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a definite noun that the lists do not know stands right before a verb: it is the subject."""
    hit, behind = scene.hits[predicate.first], scene.pack.behind
    if not behind.article:
        return False
    if not predicate.first:
        return is_headed(hit, scene)
    if not hit.gap or hit.mark:
        return False
    if hit.gap <= OWNER_GAP and predicate.first and scene.hits[predicate.first - 1].name in ROLES:
        return False
    before = scene.text[: hit.start].rsplit(None, 1)[-1]
    calendar = scene.pack.calendar
    return before.startswith(behind.article) and before not in {*calendar.weekdays, *calendar.relative}


def is_headed(hit: Hit, scene: Scene) -> bool:
    """Say whether a sentence opens with one or two words that the lists do not know and the verb at a hit.

    Joined to what was told before they are no subject ("and for the second day ...").
    """
    opening = scene.text[scene.begin : hit.start].split()
    known = {*scene.pack.calendar.weekdays, *scene.pack.calendar.relative}
    joined = tuple(clitic.form for clitic in scene.pack.clitics if clitic.role == "and" and "word" in clitic.before)
    return (
        0 < len(opening) <= OWNER_GAP
        and len(opening[-1]) > OWNER_GAP
        and known.isdisjoint(opening)
        and not opening[0].startswith(joined)
    )


def is_oblique(mention: Mention, scene: Scene) -> bool:
    """Say whether the ending of a people's name tells that it is no subject."""
    behind = scene.pack.behind
    written = scene.text[mention.start : mention.end].strip()
    return mention.kind == "demonym" and bool(behind.oblique) and written.endswith(behind.oblique)


def belongs(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether the force right behind a verb of violence is that of a mention ("planes of X")."""
    near = words_between(scene.hits, predicate.first, mention.first) <= 1 and not scene.hits[predicate.first].noun
    return near and mention.role == "to" and predicate.event_type in FORCEFUL and predicate.complement is None


def hits_near(hits: Sequence[Hit], predicate: Predicate, mention: Mention) -> bool:
    """Say whether a mention follows the head of a predicate closely enough to be its subject."""
    return words_between(hits, predicate.first, mention.first) < 6
