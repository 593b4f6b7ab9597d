"""French headlines: a place before a colon, quotations closed by their speaker, gifts, and who is behind an object."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.coder import Coder

PUBLISHED = datetime(2026, 3, 10, tzinfo=UTC)


def told(coder: Coder, text: str) -> set[str]:
    """Give the events of a text as lines."""
    events = coder.code(text, "fr", PUBLISHED).events
    return {f"{'+'.join(e.actor)}>{'+'.join(e.recipient)} {e.quad} {e.status}" for e in events}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Tchad : un dépôt bombardé par l'armée soudanaise", "SDN>TCD material_conflict actual"),
        ("Zambie : une frappe kényane détruit un pont", "KEN>ZMB material_conflict actual"),
        ("Guerre au Soudan : ce que change l'attaque éthiopienne", "ETH>SDN material_conflict actual"),
        ("« Le Togo devra payer », menace le Ghana.", "GHA>TGO verbal_conflict actual"),
        ("Oslo livre vingt avions de transport à Lima.", "NOR>PER material_cooperation actual"),
        ("Le Pérou réclame des excuses et des réparations au Chili.", "PER>CHL verbal_conflict actual"),
        ("Le Népal accepte les conditions posées par la Suisse.", "NPL>CHE verbal_cooperation actual"),
        ("Le Kenya lève l'embargo sur le thé qui frappait la Zambie.", "KEN>ZMB material_cooperation actual"),
        ("Le Ghana expulse trois employés de l'ambassade togolaise.", "GHA>TGO material_conflict actual"),
        ("Le Chili a rappelé son ambassadeur au Pérou.", "CHL>PER material_conflict actual"),
        ("Le Ghana frappe le Togo, le Bénin promet une riposte au Niger.", "GHA>TGO material_conflict actual"),
        ("Le président chilien a renoncé à se rendre à Lima.", "CHL>PER verbal_cooperation cancelled"),
        ("Les émissaires d'Oslo et de Lima entament des pourparlers.", "NOR>PER verbal_cooperation actual"),
        ("La Suisse aide un village togolais, assiégé par l'armée ghanéenne.", "GHA>TGO material_conflict actual"),
        ("L'appel au dialogue lancé par Oslo à l'adresse de Lima surprend.", "NOR>PER verbal_cooperation actual"),
        ("La mise en garde du Togo sur une attaque menée par le Ghana surprend.", "TGO>GHA verbal_conflict actual"),
        (
            "Oslo et Lima ont continué de vendre des armes à la junte togolaise.",
            "NOR+PER>TGO material_cooperation actual",
        ),
        ("Le Niger a quitté l'Union africaine.", "NER>IGO:AU material_conflict actual"),
        ("Oslo salue le cessez-le-feu avec le Pérou.", "NOR>PER material_cooperation actual"),
        ("Riposte togolaise : missiles sur le Ghana", "TGO>GHA material_conflict actual"),
        ("L'armée chilienne a frappé un bateau en provenance du Pérou.", "CHL>PER material_conflict actual"),
        ("Le Togo a protesté auprès du Ghana.", "TGO>GHA verbal_conflict actual"),
        ("Le Kenya a déployé dix mille soldats à sa frontière avec la Zambie.", "KEN>ZMB material_conflict actual"),
        ("Guerre au Tchad : le Soudan lance une offensive", "SDN>TCD material_conflict actual"),
        ("Le Kenya veut coordonner ses vols avec la Zambie.", "KEN>ZMB material_cooperation planned"),
        ("Le Kenya renonce à frapper la Zambie.", "KEN>ZMB material_conflict cancelled"),
        ("Nairobi tend de nouveau la main à la Zambie.", "KEN>ZMB verbal_cooperation actual"),
        ("Ses avions ont visé un dépôt : le Togo accuse le Ghana.", "TGO>GHA verbal_conflict actual"),
        ("La Norvège se rend au Pérou : Oslo reçoit Lima du 8 au 12 mars.", "NOR>PER verbal_cooperation actual"),
    ],
)
def test_headlines_tell_who_is_meant(coder: Coder, text: str, event: str) -> None:
    assert event in told(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Accords de Lomé, Togo, Ghana, ce qu'il faut retenir",
        "Nairobi accueille les rescapés et attend l'assaut éthiopien.",
        "Le site, détenu par le russe Novatek, ferme en Norvège.",
        "« Le Ghana a échoué », déplore le Togo.",
        "Guerre au Soudan : le Tchad condamne la violence",
        "L'Algérie achète du blé russe.",
        "Le Togo impose un couvre-feu, la Suisse réduit les délais.",
        "Le Chili veut tirer les leçons de l'offensive contre le Togo.",
        "Environ cent personnes, selon la police chilienne, sont venues du Pérou pour contester la loi.",
        "L'entrée du Chili et du Pérou au cœur des discussions.",
        "Au Togo, des rebelles affirment avoir capturé un Ghanéen.",
        "Le Chili ravive le débat sur les sanctions contre le Togo.",
        "L'armée togolaise dit avoir entièrement libéré la ville de Lima.",
        "Un ancien ambassadeur péruvien a critiqué le Chili.",
        "L'ex-président péruvien accuse le Chili.",
        "Kenya : les cours s'envolent en Zambie.",
        "Le Togo dénonce auprès d'Oslo une campagne cynique.",
        "Le Kenya, qui compte sur une baisse du soutien à la Zambie, attend.",
        "Jane Roe : « Une attaque togolaise contre le froid »",
    ],
)
def test_what_stands_apart_is_no_party(coder: Coder, text: str) -> None:
    assert told(coder, text) == set()


def test_words_that_open_a_sentence_do_not_act(coder: Coder) -> None:
    found = told(coder, "Privé du gaz algérien, le Maroc refuse une offre du Mali.")
    assert found == {"MAR>MLI verbal_conflict actual"}


def test_a_second_verb_behind_and_has_its_own_object(coder: Coder) -> None:
    found = told(coder, "Le Ghana frappe au Togo et menace de rompre les pourparlers.")
    assert found == {"GHA>TGO material_conflict actual"}


def test_who_promises_a_deal_of_others_is_no_side_of_it(coder: Coder) -> None:
    found = told(coder, "La Norvège promet un accord entre Lima et Santiago.")
    assert not any(event.startswith("NOR>") for event in found)


def test_who_is_thanked_for_a_truce_went_between_the_two_named_before(coder: Coder) -> None:
    found = told(coder, "Le Togo accuse le Ghana. Obtenu grâce à la médiation du Kenya, le cessez-le-feu tient.")
    assert "KEN>TGO+GHA verbal_cooperation actual" in found


def test_their_meeting_is_that_of_the_two_named(coder: Coder) -> None:
    found = told(coder, "Le ministre péruvien a pressé son homologue chilien de signer, lors de leur rencontre.")
    assert found == {"PER>CHL verbal_conflict actual", "PER>CHL verbal_cooperation actual"}


def test_two_who_send_back_their_ambassadors_do_it_to_each_other(coder: Coder) -> None:
    found = told(coder, "Lima et Oslo renvoient leurs ambassadeurs.")
    assert found == {"PER>NOR verbal_cooperation actual", "NOR>PER verbal_cooperation actual"}


def test_a_decision_denounced_is_that_of_who_acted_before(coder: Coder) -> None:
    found = told(coder, "Le Togo refuse une offre de l'Inde. Une décision dénoncée par le Ghana.")
    assert "GHA>TGO verbal_conflict actual" in found
