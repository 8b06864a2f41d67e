"""Questions that have no answer, or an empty one: a refusal with its reason, or nothing, never a crash."""

import itertools

import pytest

from observatory.answers import catalogue
from observatory.answers.change import change
from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.answers.spans import steady_years
from observatory.errors import QuestionRefused
from observatory.indicators import registry
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory


def test_a_merged_commune_is_refused_with_the_one_of_today(snapshot: Snapshot) -> None:
    """Pinsot (38306) is a part of Le Haut-Bréda since 2019: the refusal says so."""
    with pytest.raises(QuestionRefused) as refusal:
        answer(snapshot, Question("emissions", parse_territory("38306")))
    assert refusal.value.code == "territory_unknown"
    assert (refusal.value.params["name"], refusal.value.params["current"]) == ("Pinsot", "Le Haut-Bréda")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"indicator": "energie"}, "indicator_unknown"),
        ({"territory": "99999"}, "territory_unknown"),
        ({"territory": "epci:000000000"}, "territory_unknown"),
        ({"territory": "group:inconnu"}, "territory_unknown"),
        ({"by": ("operator",)}, "dimension_unknown"),
        ({"carriers": ("electricite",)}, "parameter_unknown"),
        ({"sectors": ("habitat",)}, "parameter_unknown"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_code(
    snapshot: Snapshot, question: dict[str, object], code: str
) -> None:
    """Each word that is not of the vocabulary has its own refusal."""
    asked = {"indicator": "energy", "territory": "38151"} | question
    with pytest.raises(QuestionRefused) as refusal:
        answer(snapshot, Question(**asked | {"territory": parse_territory(str(asked["territory"]))}))
    assert refusal.value.code == code


def test_a_territory_that_cannot_be_read_is_refused() -> None:
    """Words that name no territory are refused as unreadable."""
    with pytest.raises(QuestionRefused) as refusal:
        parse_territory("Grenoble; DROP TABLE")
    assert refusal.value.code == "territory_unreadable"


PLACES = ("42218", "2A004", "75056", "dep:2A", "dep:42", "epci:200040715", "fr", "38185")
SPANS = (None, (1990, 1991), (2023, 2023))


@pytest.mark.parametrize(("place", "years"), list(itertools.product(PLACES, SPANS)))
def test_no_question_crashes(snapshot: Snapshot, place: str, years: tuple[int, int] | None) -> None:
    """Any indicator, split and span of any territory answers with a frame, perhaps empty, or is refused."""
    for key, one in registry().items():
        for split in ((), *((dimension,) for dimension in one.dimensions)):
            question = Question(key, parse_territory(place), years=years, by=split)
            try:
                found = answer(snapshot, question)
            except QuestionRefused:
                continue
            assert found.frame.columns[0] == "year"
            assert "commune" in split or change(found) is None or found.frame.height > 1
            steady_years(snapshot, question)


def test_territories_are_found_with_what_they_have(snapshot: Snapshot) -> None:
    """The catalogue holds every commune, EPCI and département, and knows which have data."""
    found = catalogue.territories(snapshot)
    assert found["key"].n_unique() == found.height
    rows = {row["key"]: row for row in found.to_dicts()}
    assert (rows["38185"]["name"], rows["38185"]["has_data"]) == ("Grenoble", True)
    assert (rows["75056"]["has_data"], rows["dep:38"]["detail"]) == (False, "512")
    assert catalogue.years(snapshot, "energy") == (2011, 2023)
