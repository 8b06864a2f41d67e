"""A named list of communes is a territory like an EPCI."""

from pathlib import Path

import pytest

from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, FIXTURES, current, settings_in, taken


def test_a_group_adds_its_communes(tmp_path: Path) -> None:
    """`group:charte_energie` is Échirolles and Saint-Martin-d'Hères: its electricity is the sum of theirs."""
    settings = settings_in(tmp_path)
    taken(settings, EXTRACTS / "energy_ore_commune.csv", FIXTURES / "groups.csv")
    snapshot = current(settings)

    def electricity(place: str) -> float:
        asked = Question("energy", parse_territory(place), carriers=("electricity",), years=(2023, 2023))
        return float(answer(snapshot, asked).frame["value"][0])

    found = answer(snapshot, Question("energy", parse_territory("group:charte_energie"), carriers=("electricity",)))
    assert (found.name, found.perimeter.communes_total) == ("Charte énergie", 2)
    assert electricity("group:charte_energie") == pytest.approx(electricity("38151") + electricity("38421"))
