"""The sentence that a figure answers with, and the lines around it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest

from observatory.answers.contract import Answer, Break, Change, GasBasis, Perimeter, Question, SourceLine
from observatory.indicators import indicator
from observatory.territory import parse_territory
from observatory.wording import readings
from observatory.wording.numbers import Scale
from observatory.wording.typography import plain_spaces

ORE = SourceLine("ore_commune", "Consommation", "Agence ORE", "Licence Ouverte", "", ("2023",), ())
Rows = Sequence[tuple[int, float | None, str]]
STEADY: Rows = ((2015, 180_000.0, "measured"), (2023, 160_200.0, "measured"))


def answered(
    name: str = "Échirolles",
    *,
    territory: str = "38151",
    key: str = "energy",
    rows: Rows = STEADY,
    carriers: tuple[str, ...] = ("electricity",),
    sectors: tuple[str, ...] = (),
    covered: tuple[int, int] = (1, 1),
    share: float | None = None,
    years: tuple[int, int] | None = None,
) -> Answer:
    """An answer of one series, as its function would give it."""
    asked = indicator(key)
    energy = "energy" in key
    frame = pl.DataFrame(rows, schema={"year": pl.Int32, "value": pl.Float64, "status": pl.String}, orient="row")
    return Answer(
        question=Question(key, parse_territory(territory), years=years, carriers=carriers, sectors=sectors),
        indicator=asked,
        name=name,
        unit=asked.unit,
        frame=frame,
        perimeter=Perimeter(carriers if energy else (), {}, (), *covered, (), share),
        breaks=(),
        sources=(ORE,),
        notes=(),
        gas=None,
        snapshot=42,
        published_at=dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC),
    )


def changed(percent: float | None, low: float | None = None, high: float | None = None) -> Change:
    """A change from 2015 to 2023; without bounds, nothing is hidden."""
    lowest = low if low is not None else percent or 0.0
    highest = high if high is not None else percent or 0.0
    return Change(2015, 2023, 180_000.0, 160_200.0, percent, lowest, highest, percent is None, (2015, 2023), None)


def read(answer: Answer, change: Change | None, language: str = "fr") -> str:
    """The reading with ordinary spaces."""
    return plain_spaces(readings.trend(answer, change, language))


@pytest.mark.parametrize(
    ("key", "percent", "sentence"),
    [
        ("energy", -11.0, "Échirolles consomme 11 % d'électricité de moins qu'en 2015"),
        ("energy", 7.4, "Échirolles consomme 7 % d'électricité de plus qu'en 2015"),
        ("energy", 0.3, "Échirolles consomme autant d'électricité qu'en 2015"),
        ("energy_per_inhabitant", -11.0, "Échirolles consomme par habitant 11 % d'électricité de moins qu'en 2015"),
        ("emissions", -11.0, "Échirolles émet 11 % de gaz à effet de serre de moins qu'en 2015"),
        (
            "emissions_per_inhabitant",
            4.0,
            "Échirolles émet par habitant 4 % de gaz à effet de serre de plus qu'en 2015",
        ),
        ("population", 4.0, "Échirolles compte 4 % d'habitants de plus qu'en 2015"),
    ],
)
def test_change_by_indicator(key: str, percent: float, sentence: str) -> None:
    """Each indicator has its own verb."""
    assert read(answered(key=key), changed(percent)) == sentence


def test_change_in_english() -> None:
    """The same sentence in English."""
    assert read(answered(), changed(-11.0), "en") == "Échirolles uses 11% less electricity than in 2015"


@pytest.mark.parametrize(
    ("low", "high", "amount"),
    [
        (-11.2, -10.9, "11 %"),
        (-11.9, -10.1, "environ 11 %"),
        (-14.0, -9.7, "entre 9,7 % et 14 % environ"),
        (-14.0, -0.4, "entre 0,4 % et 14 % environ"),
        (-14.0, -11.0, "au moins 11 %"),
    ],
)
def test_hedge_follows_what_is_hidden(low: float, high: float, amount: str) -> None:
    """Close bounds are « environ », wide ones « entre … et … environ »; « au moins » is for what is published alone."""
    assert (
        read(answered(), changed(-11.0, low, high)) == f"Échirolles consomme {amount} d'électricité de moins qu'en 2015"
    )


def test_estimated_ends_are_about() -> None:
    """A change between estimated values is « environ »."""
    rows = ((2015, 180_000.0, "measured"), (2023, 160_200.0, "estimated"))
    assert "consomme environ 11 %" in read(answered(rows=rows), changed(-11.0))


@pytest.mark.parametrize("percent", [None, 0.2])
def test_undecided(percent: float | None) -> None:
    """Where the hidden part may turn the change, no sense is given, even to a series that looks steady."""
    assert read(answered(), changed(percent, -3.2, 4.4)) == (
        "Échirolles : on ne peut pas dire si la consommation d'électricité baisse ou augmente depuis 2015, car la "
        "part non publiée (secret statistique) peut en changer le sens (de −3 % à +4 %)"
    )


def test_undecided_bounds_are_not_zero() -> None:
    """A bound under 1 % has its decimal, so that no sign seems to turn around nothing."""
    assert read(answered(), changed(None, -0.6, 0.3)).endswith("(de −0,6 % à +0,3 %)")


def test_a_change_that_stops_early_says_when() -> None:
    """Where the source has later years, the last one of the view is named: no change is heard as of today."""
    found = replace(answered(), published=(2015, 2024))
    assert read(found, changed(-11.0)) == "En 2023, Échirolles consomme 11 % d'électricité de moins qu'en 2015"
    assert "baisse ou augmente de 2015 à 2023, car" in read(found, changed(None, -3.2, 4.4))
    assert read(replace(found, published=(2015, 2023)), changed(-11.0)).startswith("Échirolles")


def test_comparable_years_only() -> None:
    """A change shortened by a break says that its first year is the first comparable one."""
    cut = Break(2015, "operator_enters", "electricity")
    assert read(answered("Grenoble"), replace(changed(-16.0), cut_by=cut)) == (
        "Grenoble consomme 16 % d'électricité de moins qu'en 2015, première année comparable"
    )


def test_base_after_the_break() -> None:
    """A change from a later base still says before when nothing compares."""
    cut = Break(2012, "operator_enters", "electricity")
    assert read(answered("Grenoble"), replace(changed(-16.0), cut_by=cut)).endswith(
        "qu'en 2015, non comparable avant 2012"
    )


def test_last_year_withheld() -> None:
    """A change that stops before the last year shown says where it stops."""
    rows = (*STEADY, (2024, None, "withheld"))
    assert read(answered(rows=rows), changed(-11.0)).endswith("qu'en 2015 (dernière année connue : 2023)")


def test_sector_first() -> None:
    """A series of one sector says it before all."""
    found = answered(sectors=("residential",))
    assert (
        read(found, changed(-4.0)) == "Dans le résidentiel, Échirolles consomme 4 % d'électricité de moins qu'en 2015"
    )


def test_several_carriers_are_energy() -> None:
    """A sum of carriers is energy."""
    assert "11 % d'énergie" in read(answered(carriers=("electricity", "gas")), changed(-11.0))


def test_one_series_of_a_split() -> None:
    """Of an answer split by carrier, the one asked for is read."""
    frame = pl.DataFrame(
        {
            "year": [2023, 2023],
            "carrier": ["electricity", "gas"],
            "value": [160_200.0, 90_000.0],
            "status": ["measured", "partial"],
        }
    )
    found = replace(answered(carriers=("electricity", "gas")), frame=frame)
    assert plain_spaces(readings.trend(found, None, "fr", carrier="gas")) == (
        "Échirolles consomme au moins 90 GWh de gaz en 2023 ; une seule année publiée, donc pas d'évolution"
    )


def test_part_of_an_area_is_named_by_what_it_covers() -> None:
    """Below 95 % of its inhabitants an area gives its name to no total."""
    found = answered("Isère", territory="dep:38", covered=(49, 512), share=0.35)
    assert read(found, changed(-11.0)) == (
        "49 communes sur 512, 35 % des habitants de l'Isère, consomment 11 % d'électricité de moins qu'en 2015"
    )
    assert plain_spaces(readings.coverage_title(found, "fr")) == "Isère : 49 communes sur 512, 35 % des habitants"
    assert readings.coverage_title(found, "en") == "Isère: 49 communes out of 512, 35% of the inhabitants"


def test_nearly_whole_area_bears_its_name() -> None:
    """From 95 % of the inhabitants on, the area is the subject, and its share is never rounded up to all."""
    found = answered("Isère", territory="dep:38", covered=(510, 512), share=0.998)
    assert read(found, changed(-11.0)) == "L'Isère consomme 11 % d'électricité de moins qu'en 2015"
    assert readings.coverage_title(found, "fr") == "Isère"
    assert plain_spaces(readings.coverage(found, "fr")) == "510 communes sur 512, 99 % des habitants"


def test_undecided_part_of_an_area() -> None:
    """A sentence without a verb for the area says its coverage beside its name."""
    found = answered("Charte", territory="group:charte", covered=(1, 3), share=0.2)
    assert read(found, changed(None, -3.0, 4.0)).startswith(
        "Le groupe « Charte » (1 commune sur 3, 20 % des habitants) : on ne peut pas dire"
    )


def test_one_year_of_an_inventory() -> None:
    """An inventory of one year gives its value, about, and no course."""
    found = answered("Isère", territory="dep:38", key="emissions", rows=((2016, 9_490_000.0, "estimated"),))
    assert (
        read(found, None) == "L'Isère émet environ 9,49 MtCO₂e en 2016 ; une seule année publiée, donc pas d'évolution"
    )


def test_no_comparable_year() -> None:
    """Several years that a break sets apart give the last one alone."""
    assert read(answered(), None) == (
        "Échirolles consomme 160 GWh d'électricité en 2023 ; aucune année antérieure n'est comparable"
    )


def test_indicator_without_a_verb() -> None:
    """A share is told by its two ends."""
    rows = ((2018, 11.0, "measured"), (2023, 14.25, "measured"))
    found = answered("Grenoble-Alpes-Métropole", territory="epci:200040715", key="heat_network_share", rows=rows)
    change = replace(changed(29.5), year_from=2018, value_from=11.0, value_to=14.25)
    assert read(found, change) == (
        "Grenoble-Alpes-Métropole, « Part des réseaux de chaleur » : 11 % en 2018, 14,2 % en 2023"
    )


def test_no_data_says_what_to_do() -> None:
    """Without a row, the sentence says what is missing, for when, and what to choose."""
    found = answered("Grenoble", carriers=("gas",), rows=(), years=(2011, 2014))
    assert read(found, None) == (
        "Pas de donnée de gaz pour Grenoble (2011–2014) : choisissez d'autres années ou une autre énergie"
    )
    assert read(answered("Gières", key="emissions", rows=()), None) == (
        "Pas de donnée pour Gières : choisissez d'autres années ou un autre indicateur"
    )


def test_no_data_has_one_bracket() -> None:
    """Of an area without a row, years stand alone in brackets: what it would cover is no answer."""
    found = answered("Isère", territory="dep:38", rows=(), covered=(49, 512), share=0.35, years=(1990, 1995))
    assert read(found, None) == (
        "Pas de donnée d'électricité pour l'Isère (1990–1995) : choisissez d'autres années ou une autre énergie"
    )


def test_no_data_of_a_sector() -> None:
    """The sector comes first in every sentence, which has one capital."""
    found = answered("Gières", sectors=("agriculture",), rows=())
    assert read(found, None).startswith("Dans l'agriculture, pas de donnée d'électricité pour Gières : choisissez")


def test_all_withheld_says_so() -> None:
    """Where each value is withheld, secrecy is named, and no data is not claimed."""
    found = answered("Bresson", carriers=("gas",), rows=((2014, None, "withheld"),))
    assert read(found, None) == (
        "Bresson : aucune valeur publiée pour la consommation de gaz, par secret statistique ; choisissez un "
        "territoire plus grand"
    )


def test_subtitle() -> None:
    """The subtitle says scope, what is counted, its unit and its kind of perimeter."""
    assert plain_spaces(readings.subtitle(answered(), "fr")) == (
        "Territoire · électricité, tous secteurs · GWh par an · réseaux publics"
    )
    assert readings.subtitle(answered(), "en", scale=Scale(1.0, "MWh")) == (
        "Territory · electricity, all sectors · MWh a year · public networks"
    )


def test_subtitle_says_the_basis_of_gas() -> None:
    """Gas is never shown without its heating value."""
    found = replace(answered(carriers=("electricity", "gas"), sectors=("residential",)), gas=GasBasis.PCI)
    assert plain_spaces(readings.subtitle(found, "fr")) == (
        "Territoire · électricité et gaz (PCI), résidentiel · GWh par an · réseaux publics"
    )


def test_subtitle_of_other_measures() -> None:
    """Emissions name their sectors, inhabitants have no yearly unit."""
    emissions = answered(key="emissions", rows=((2016, 108_000.0, "estimated"),))
    assert readings.subtitle(emissions, "fr") == "Territoire · gaz à effet de serre, tous secteurs · ktCO₂e par an"
    people = answered(key="population", rows=((2016, 36_000.0, "measured"),))
    assert readings.subtitle(people, "fr") == "Territoire · population municipale · hab."


def test_perimeter_line() -> None:
    """A sum of energies says what it adds, what it lacks and which communes it covers."""
    found = answered("Isère", territory="dep:38", covered=(49, 512), share=0.35)
    question = replace(found.question, carriers=())
    perimeter = replace(found.perimeter, carriers=("electricity", "gas"))
    found = replace(found, question=question, perimeter=perimeter)
    assert plain_spaces(readings.perimeter_line(found, "fr")) == (
        "électricité + gaz ; hors produits pétroliers et bois-énergie ; 49 communes sur 512, 35 % des habitants"
    )


def test_perimeter_line_of_one_carrier() -> None:
    """A figure of one energy lacks no other."""
    assert readings.perimeter_line(answered(), "fr") == "électricité"


def test_source_line() -> None:
    """The source line has publisher, vintage, licence and the version of the data."""
    assert plain_spaces(readings.source_line(answered(), "fr")) == (
        "Agence ORE, millésime 2023, Licence Ouverte · version des données n° 42 du 22/11/2026"
    )


def test_source_line_groups_a_publisher() -> None:
    """Several files of one publisher under one licence are said once, with their months."""
    heat = [SourceLine(f"sdes_{at}", "", "SDES", "Licence Ouverte", "", (at,), ()) for at in ("2023-09", "2020-10")]
    assert plain_spaces(readings.source_line(replace(answered(), sources=(ORE, *heat)), "fr")) == (
        "Agence ORE, millésime 2023, Licence Ouverte ; SDES, millésimes octobre 2020 et septembre 2023, Licence "
        "Ouverte · version des données n° 42 du 22/11/2026"
    )


@pytest.mark.parametrize(
    ("value", "high", "sentence"),
    [
        (4.2, None, "Échirolles : 4,2 MWh/hab., moins que les trois quarts des 49 communes"),
        (4.7, None, "Échirolles : 4,7 MWh/hab., moins que la médiane des 49 communes (5 MWh/hab.)"),
        (5.001, None, "Échirolles : 5 MWh/hab., la médiane des 49 communes"),
        (5.3, None, "Échirolles : 5,3 MWh/hab., plus que la médiane des 49 communes (5 MWh/hab.)"),
        (6.1, None, "Échirolles : 6,1 MWh/hab., plus que les trois quarts des 49 communes"),
        (4.2, 4.3, "Échirolles : 4,2 MWh/hab., moins que les trois quarts des 49 communes"),
        (4.2, 4.8, "Échirolles : au moins 4,2 MWh/hab., sans place sûre parmi les 49 communes (secret statistique)"),
        (None, None, "Échirolles : valeur non publiée, donc sans place parmi les 49 communes"),
    ],
)
def test_comparison(value: float | None, high: float | None, sentence: str) -> None:
    """A commune is placed among the quartiles, as far as what is hidden allows."""
    found = readings.comparison(
        "Échirolles", value, unit="MWh/hab.", quartiles=(4.5, 5.0, 6.0), communes=49, language="fr", high=high
    )
    assert plain_spaces(found) == sentence


def test_comparison_with_too_few() -> None:
    """Without quartiles no place is given."""
    found = readings.comparison("Échirolles", 4.2, unit="MWh/hab.", quartiles=None, communes=4, language="fr")
    assert plain_spaces(found) == "Échirolles : 4,2 MWh/hab. ; trop peu de communes à comparer pour la situer"


def test_dominance() -> None:
    """One commune or one site that weighs is named, with the figure without it."""
    total = readings.dominance("Grenoble", 0.412, of_change=False, without=1_700_000.0, unit="MWh", language="fr")
    assert plain_spaces(total) == "Une seule commune, Grenoble, fait 41 % de ce total ; sans elle : 1,7 TWh"
    change = readings.dominance(
        "Champ-sur-Drac", 0.47, of_change=True, without=-10.2, unit="MWh", language="fr", one_site=True
    )
    assert plain_spaces(change) == ("Un seul site, à Champ-sur-Drac, fait 47 % de cette évolution ; sans lui : −10 %")


def test_dominance_beyond_the_whole() -> None:
    """More than all of a change, or all of a total, is told without a share: the change without it, or no remainder."""
    against = readings.dominance(
        "La Tronche", 1.55, of_change=True, without=-0.508, instead=0.908, unit="MWh", language="fr"
    )
    assert plain_spaces(against) == "Sans La Tronche, cette évolution serait de −0,5 % au lieu de +0,9 %"
    alone = readings.dominance(
        "Échirolles", 1.0, of_change=False, without=0.0, unit="MWh", language="fr", one_site=True
    )
    assert plain_spaces(alone) == "Un seul site, à Échirolles, fait tout ce total"


@pytest.mark.parametrize(
    ("percent", "low", "high", "words"),
    [
        (-11.0, None, None, "11 % de moins qu'en 2015"),
        (7.0, None, None, "7 % de plus qu'en 2015"),
        (0.2, None, None, "autant qu'en 2015"),
        (-22.0, -22.0, -4.2, "entre 4,2 % et 22 % environ de moins qu'en 2015"),
        (-22.0, -40.0, -22.0, "au moins 22 % de moins qu'en 2015"),
        (None, -5.0, 3.0, "sens indécis depuis 2015 (secret statistique)"),
    ],
)
def test_a_card_hedges_a_change_as_its_sentence_does(
    percent: float | None, low: float | None, high: float | None, words: str
) -> None:
    """The words of a change for a card: same amount, same hedge, same year."""
    moved = changed(percent, low, high)
    assert plain_spaces(readings.change_words(answered(), moved, "fr")) == words
    if "%" in words:
        assert words.split(" de moins", maxsplit=1)[0].split(" de plus", maxsplit=1)[0] in read(answered(), moved)


def test_a_card_without_a_change_says_none() -> None:
    """One comparable year, or a last year that is to be confirmed: no change, so no words."""
    assert readings.change_words(answered(), None, "fr") == ""
