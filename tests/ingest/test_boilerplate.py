"""Furniture of pages is cut from texts; the texts stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalog_files import read_rows
from data.settings import Settings
from data.store.base import Store
from ingest.boilerplate import cut_learned, cut_phrases, load_boilerplate, sentence_hash, split_borders
from ingest.extract import is_correction
from ingest.run import ingest_feeds
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
STORY = (
    "Washington et Téhéran doivent se parler vendredi à Mascate. Neuf capitales demandent que la rencontre ait lieu. "
    "Le président américain menace, le guide iranien dénonce ces menaces."
)
HEAD = "The liveblog has ended.\nNo liveblog updates yet.\nLOAD MORE"
TAIL = (
    "Que se passe-t-il en Tunisie? Nous expliquons sur notre chaîne YouTube . Abonnez-vous!\nCommentaires\n"
    "Abonnez-vous à notre newsletter\nVeuillez laisser ce champ vide\nVérifiez votre boite de réception."
)


@pytest.mark.parametrize("glue", ["\n", " ", "\n\n", "</p><p>"])
def test_the_seed_page_leaves_its_story_only(glue: str, server: FeedServer, settings: Settings, store: Store) -> None:
    text = glue.join([HEAD, STORY, TAIL])
    body = rss(item("Une détente possible ?", guid="1", summary=f"<![CDATA[<p>{text}</p>]]>"))
    ingest_feeds(store, [feed(server.put("/f", Answer(body=body)), language="fr")], settings)
    (batch,) = list(store.articles_to_analyse("none"))
    assert batch[0].article.body == STORY


def phrases() -> list[tuple[str, str]]:
    paths = sorted((CATALOG / "languages").glob("*/boilerplate.tsv"))
    return [(row["kind"], row["phrase"]) for path in paths for row in read_rows(path, ("kind", "phrase", "source"))]


@pytest.mark.parametrize(("kind", "phrase"), phrases())
def test_every_listed_phrase_is_cut(kind: str, phrase: str) -> None:
    if kind == "correction":
        assert is_correction(f"{phrase} : les pourparlers ont lieu samedi")
        return
    shown = phrase.replace("*", "Quelque chose")
    text = f"{shown}\n{STORY}" if kind == "head" else f"{STORY}\n{shown}"
    assert cut_phrases(text, load_boilerplate(CATALOG)) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "Commentaires de la presse : les ministres se parlent. Suite demain.",
        "He said that critics should read more about the strike.",
        "Selon nos informations, le ministre s'est abonné au journal.",
        "Le sommet, lire aussi la rencontre, est prévu vendredi.",
    ],
)
def test_sentences_that_only_look_like_furniture_stay(text: str) -> None:
    assert cut_phrases(text, load_boilerplate(CATALOG)) == text


def test_a_marker_in_the_middle_of_a_long_text_cuts_nothing() -> None:
    text = f"{STORY} Read more below. " + STORY * 12
    assert cut_phrases(text, load_boilerplate(CATALOG)) == text


def test_a_text_of_furniture_only_is_empty() -> None:
    assert cut_phrases("Lire la suite", load_boilerplate(CATALOG)) == ""


def test_sentences_of_three_articles_are_learned(server: FeedServer, settings: Settings, store: Store) -> None:
    own = ["Un accord est signé.", "Un pont est détruit.", "Une école ouvre ses portes."]
    rows = [item(f"T{n}", guid=str(n), summary=f"{text} Retrouvez-nous chaque soir !") for n, text in enumerate(own)]
    ingest_feeds(store, [feed(server.put("/f", Answer(body=rss(*rows))), language="fr")], settings)
    (batch,) = list(store.articles_to_analyse("none"))
    assert [one.article.body for one in batch] == own


def test_sentences_of_two_articles_are_not(server: FeedServer, settings: Settings, store: Store) -> None:
    rows = [item(f"T{n}", guid=str(n), summary=f"Texte {n}. Ils se parlent vendredi.") for n in range(2)]
    ingest_feeds(store, [feed(server.put("/f", Answer(body=rss(*rows))), language="fr")], settings)
    (batch,) = list(store.articles_to_analyse("none"))
    assert [one.article.body for one in batch] == [f"Texte {n}. Ils se parlent vendredi." for n in range(2)]


@given(st.text(max_size=300))
def test_sentences_rebuild_the_text(text: str) -> None:
    assert "".join(split_borders(text)) == text


@given(st.text(max_size=200), st.integers(0, 5))
def test_learned_cuts_never_empty_a_text(text: str, count: int) -> None:
    seen = {sentence_hash(sentence): count for sentence in split_borders(text)}
    assert cut_learned(text, seen) or not text
