"""An EPCI is read with today's communes, or with those it had in a year; each figure says which."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from observatory.adoption import declared
from observatory.answers import epci_perimeters, territories
from observatory.answers.comparison import compare
from observatory.answers.contract import Answer, Note, Question
from observatory.answers.indicator import answer
from observatory.answers.progress import progress_of
from observatory.errors import QuestionRefused
from observatory.exports.tidy import export_tidy
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.territory import parse_territory
from observatory.wording.captions import perimeter_line
from observatory.wording.notes import note
from observatory.wording.sentences import finding
from observatory.wording.typography import plain_spaces
from tests.stores import EXTRACTS, FIXTURES, ORE, PUBLISHED, current, needs_published, settings_in, taken

METROPOLIS, THEN = "epci:200040715", "epci:200040715@2019"
GONE = "epci:243800001@2019"
# What the fixture says of 2019, in today's codes: La Ferrière and Pinsot have become Le Haut-Bréda.
MEMBERS = {"38151", "38163", "38185"}
BANATIC = PUBLISHED / "reference" / "banatic_perimetre-epci-a-fp.csv"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Energy of the metropolis, and what the fixture says of its perimeter of 2019."""
    chosen = settings_in(tmp_path_factory.mktemp("perimeters"))
    taken(chosen, EXTRACTS / "energy_ore_commune.csv", FIXTURES / "banatic_perimeters.csv")
    return current(chosen)


def asked(snapshot: Snapshot, place: str) -> Answer:
    return answer(snapshot, Question("energy", parse_territory(place), carriers=("electricity",), years=(2023, 2023)))


def hand_sum(codes: set[str]) -> float:
    """Electricity of these communes in 2023, MWh, added from the shipped file itself."""
    with (EXTRACTS / "energy_ore_commune.csv").open(encoding="utf-8", newline="") as handle:
        lines = [line for line in csv.DictReader(handle) if (line["year"], line["carrier"]) == ("2023", "electricity")]
    return sum(float(line["energy_mwh"] or 0) for line in lines if line["insee_code"] in codes)


def said(found: Answer, language: str = "fr") -> list[str]:
    return [plain_spaces(note(one.code, one.params, language)) for one in found.notes]


def test_a_past_perimeter_sums_its_own_communes(known: Snapshot) -> None:
    """The electricity of the EPCI of 2019 is that of its three communes, and not that of today's 49."""
    assert float(asked(known, THEN).frame["value"][0]) == pytest.approx(hand_sum(MEMBERS), rel=1e-12)
    assert float(asked(known, METROPOLIS).frame["value"][0]) > 2 * hand_sum(MEMBERS)
    assert asked(known, THEN).perimeter.communes_total == 3
    assert asked(known, METROPOLIS).perimeter.communes_total == 49


def test_its_communes_compare_among_themselves(known: Snapshot) -> None:
    """The comparison of a past perimeter has its communes, and no other."""
    found = compare(known, Question("energy", parse_territory(THEN), carriers=("electricity",)), year=2023)
    assert set(found.frame["key"]) == MEMBERS


def test_a_target_is_read_on_its_own_perimeter(known: Snapshot) -> None:
    """A target voted for the EPCI of 2019 is judged on its communes, beside one for today's on all of them."""
    targets = tuple(_kept(place, number) for number, place in enumerate((THEN, METROPOLIS), start=1))
    then, now = progress_of(known, targets)
    assert then.name == "Grenoble-Alpes-Métropole (périmètre 2019)"
    assert then.judged is not None
    assert now.judged is not None
    assert then.judged.standing.value == pytest.approx(hand_sum(MEMBERS), rel=1e-12)
    assert now.judged.standing.value > 2 * hand_sum(MEMBERS)


def _kept(place: str, number: int) -> Kept:
    voted = {"territory": place, "scope": "territoire", "indicator": "energy", "carriers": "electricity"}
    target = declared({**voted, "baseline": "2018", "milestones": "2030=-20%"})
    return Kept(number, 1, "add", datetime(2026, 1, 1, tzinfo=UTC), "", "", target)


def test_its_inhabitants_are_those_of_its_communes(known: Snapshot) -> None:
    """The population of the EPCI of 2019 is the sum of the census of 2023 of its three communes of today."""
    census = {code: _inhabitants(code) for code in MEMBERS}
    found = answer(known, Question("population", parse_territory(THEN), years=(2023, 2023)))
    assert float(found.frame["value"][0]) == sum(census.values())
    assert found.perimeter.epci_year == 2019


def _inhabitants(code: str) -> int:
    with (EXTRACTS.parent / "reference" / "population.csv").open(encoding="utf-8", newline="") as handle:
        lines = [line for line in csv.DictReader(handle) if (line["insee_code"], line["year"]) == (code, "2023")]
    return int(lines[0]["inhabitants"])


def test_the_perimeter_line_says_which_perimeter(known: Snapshot) -> None:
    """Of a past year, or today's with its year; a commune has none."""
    assert perimeter_line(asked(known, THEN), "fr").endswith("périmètre de 2019")
    assert perimeter_line(asked(known, METROPOLIS), "fr").endswith("périmètre d'aujourd'hui (2026)")
    assert perimeter_line(asked(known, METROPOLIS), "en").endswith("today's perimeter (2026)")
    assert "périmètre" not in perimeter_line(asked(known, "38185"), "fr")


def test_what_entered_and_left_is_a_sentence(known: Snapshot) -> None:
    """Today has 47 communes that 2019 had not, and no more Le Haut-Bréda; both perimeters say so."""
    then, now = asked(known, THEN), asked(known, METROPOLIS)
    moved = {one.code: one.params for one in (*then.notes, *now.notes) if one.code.startswith("perimeter_of")}
    assert moved.keys() == {"perimeter_of_year", "perimeter_of_today"}
    for params in moved.values():
        assert (params["left"], len(params["entered"])) == (["Le Haut-Bréda"], 47)
    assert said(then)[0].startswith("Périmètre de 2019. Entrées depuis : Bresson, ")
    assert said(then)[0].endswith("Sorties depuis : Le Haut-Bréda.")
    assert said(now)[0].startswith("Périmètre d'aujourd'hui (2026). Entrées depuis 2019 : Bresson, ")


def test_a_member_that_merged_since_is_said(known: Snapshot) -> None:
    """Le Haut-Bréda stands for the member that it took in: its whole figure is in the sum."""
    merged = Note("perimeter_merged", {"names": ["Le Haut-Bréda"]})
    assert merged in asked(known, THEN).notes
    assert "Membre fusionné depuis, remplacé par la commune entière d'aujourd'hui : Le Haut-Bréda." in said(
        asked(known, THEN)
    )


def test_an_epci_that_is_no_more_keeps_its_past(known: Snapshot) -> None:
    """It is named, and said to exist no longer; without a year, it is unknown."""
    found = asked(known, GONE)
    assert found.name == "CC d'essai des Quatre-Montagnes (périmètre 2019)"
    assert "Périmètre de 2019 : cet EPCI n'existe plus aujourd'hui." in said(found)
    with pytest.raises(QuestionRefused, match="territory_unknown"):
        territories.name(known, parse_territory("epci:243800001"))


def test_an_unknown_year_is_refused_with_the_known_ones(known: Snapshot) -> None:
    """The refusal names the years that are known, and today's perimeter."""
    with pytest.raises(QuestionRefused) as refused:
        asked(known, "epci:200040715@2017")
    assert (refused.value.code, refused.value.params["years"]) == ("perimeter_unknown", [2019])
    assert plain_spaces(finding(refused.value.code, refused.value.params, "fr")) == (
        "Le périmètre de 2017 n'est pas connu pour Grenoble-Alpes-Métropole. Années connues : 2019 ; sans année, "
        "epci:200040715 est le périmètre d'aujourd'hui."
    )


def test_where_no_year_is_known_the_file_to_load_is_named(snapshot: Snapshot) -> None:
    """The shipped data hold no past perimeter: the refusal says what would bring one."""
    with pytest.raises(QuestionRefused) as refused:
        asked(snapshot, THEN)
    assert "Chargez le fichier BANATIC de cette année" in finding(refused.value.code, refused.value.params, "fr")
    assert epci_perimeters.known_years(snapshot, parse_territory(METROPOLIS)) == ()
    assert not [one for one in asked(snapshot, METROPOLIS).notes if one.code.startswith("perimeter")]


def test_an_export_of_a_past_perimeter_has_its_communes(known: Snapshot, tmp_path: Path) -> None:
    """Export by territory follows the perimeter, and what was exported reads back as the same perimeter."""
    paths = export_tidy(known, tmp_path, territories=[parse_territory(THEN)])
    named = {path.name: path for path in paths}
    with named["energy_ore_commune.csv"].open(encoding="utf-8", newline="") as handle:
        assert {line["insee_code"] for line in csv.DictReader(handle)} == {"38151", "38185"}
    other = settings_in(tmp_path / "b")
    taken(other, *export_tidy(known, tmp_path / "all"))
    facts = "SELECT * EXCLUDE (batch) FROM perimeters ORDER BY ALL"
    assert current(other).query(facts).rows() == known.query(facts).rows()
    assert known.query(facts).height == 5


@needs_published
def test_the_published_perimeter_of_2025_is_read_whole(tmp_path: Path) -> None:
    """34,871 members of 1,255 EPCI; the metropolis has 49, whose electricity is the plain sum of the publisher's rows."""
    chosen = settings_in(tmp_path)
    reports = taken(chosen, BANATIC, ORE)
    assert [(one.rows_read, one.rows_accepted) for one in reports] == [(34_871, 34_871), (9_166, 9_166)]
    snapshot = current(chosen)
    counted = snapshot.query("SELECT count(*), count(DISTINCT siren), min(year), max(year) FROM perimeters").row(0)
    assert counted == (34_871, 1_255, 2025, 2025)
    with BANATIC.open(encoding="cp1252", newline="") as handle:
        members = {line["insee"] for line in csv.DictReader(handle, delimiter=";") if line["siren"] == "200040715"}
    with ORE.open(encoding="utf-8-sig", newline="") as handle:
        plain = sum(
            float(line["Conso totale (MWh)"] or 0)
            for line in csv.DictReader(handle, delimiter=";")
            if (line["Année"], line["FILIERE"]) == ("2023", "Electricité") and line["Code Commune"] in members
        )
    found = asked(snapshot, "epci:200040715@2025")
    assert len(members) == found.perimeter.communes_total == 49
    assert float(found.frame["value"][0]) == pytest.approx(plain, rel=1e-12)
    assert "Périmètre de 2025 : les mêmes communes qu'aujourd'hui (2026)." in said(found)
