"""Why a series is cut."""

from typing import Any

import pytest

from observatory.answers.contract import Break
from observatory.wording.breaks import break_label, break_sentence
from observatory.wording.typography import plain_spaces

ENTERS = Break(
    2015, "operator_enters", "electricity", params={"operators": ["greenalp"], "communes": ["38185"], "share": 0.86}
)
CREATED = Break(2018, "category_created", sectors_only=True, params={"category": "PRO"})
MISSING = Break(2019, "years_missing", "gas", params={"missing": [2018]})


@pytest.mark.parametrize(
    ("cut", "label"),
    [
        (ENTERS, "2015 : le gestionnaire GreenAlp entre dans les données"),
        (CREATED, "2018 : nouvelle répartition par secteur"),
        (MISSING, "2018 : année manquante"),
        (Break(2015, "years_missing", params={"missing": [2011, 2012]}), "2011–2012 : années manquantes"),
        (
            Break(2012, "operator_enters", params={"operator": "RTE"}),
            "2012 : le gestionnaire RTE entre dans les données",
        ),
        (
            Break(2013, "operator_leaves", params={"operators": ["rte", "grt_gaz"]}),
            "2013 : les gestionnaires RTE et GRTgaz sortent des données",
        ),
        (
            Break(2023, "operator_enters", params={"operators": ["rte", "reseau_du_bourg"]}),
            "2023 : 2 réseaux ou gestionnaires entrent dans les données",
        ),
        (Break(2014, "communes_appear", params={"communes": ["1", "2"]}), "2014 : 2 communes entrent dans les données"),
        (
            Break(2018, "unspecified_moves", params={"points": -0.124}),
            "2018 : la part sans secteur précisé perd 12 points",
        ),
        (Break(2020, "station_changes"), "2020 : changement de station météo"),
        (Break(2018, "new_cause"), "2018 : les chiffres ne décrivent plus la même chose"),
    ],
)
def test_label(cut: Break, label: str) -> None:
    """The mark on the figure has its cause in a few words."""
    assert plain_spaces(break_label(cut, "fr")) == label


def test_label_names_the_series_where_there_are_several() -> None:
    """A figure of several series says which one is cut."""
    assert plain_spaces(break_label(CREATED, "fr", name="Échirolles")) == (
        "Échirolles, 2018 : nouvelle répartition par secteur"
    )


@pytest.mark.parametrize(
    ("cut", "options", "sentence"),
    [
        (
            ENTERS,
            {"years": range(2011, 2024), "comparable": (2015, 2023), "name": "Grenoble"},
            (
                "Grenoble, électricité : les années 2011–2014 ne sont pas comparables aux suivantes, car le gestionnaire "
                "GreenAlp entre dans les données en 2015, avec 86 % du total de cette année-là. Années comparables : "
                "2015–2023."
            ),
        ),
        (
            CREATED,
            {"years": [2017, 2018, 2019]},
            (
                "Par secteur : l'année 2017 n'est pas comparable aux suivantes, car une nouvelle catégorie de "
                "clients (PRO) prend sa part aux secteurs en 2018, mais les totaux se suivent."
            ),
        ),
        (
            MISSING,
            {"years": range(2015, 2023)},
            "Gaz : les années 2015–2017 ne sont pas comparables aux suivantes, car l'année 2018 n'est pas publiée.",
        ),
        (
            Break(2012, "operator_enters"),
            {},
            (
                "Les années d'avant 2012 ne sont pas comparables aux suivantes, car un gestionnaire de réseau entre dans "
                "les données en 2012."
            ),
        ),
    ],
)
def test_sentence(cut: Break, options: dict[str, Any], sentence: str) -> None:
    """Under the figure: which years do not compare, why, and which do."""
    assert plain_spaces(break_sentence(cut, "fr", **options)) == sentence


def test_sentence_in_english() -> None:
    """The same in English."""
    assert break_sentence(ENTERS, "en", years=[2013, 2014, 2015], comparable=(2015, 2023)) == (
        "Electricity: the years 2013–2014 do not compare with the following ones, because the operator GreenAlp enters the "
        "data in 2015, with 86% of that year's total. Comparable years: 2015–2023."
    )
