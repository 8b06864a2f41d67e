"""What a reader must know beside a figure, and before a source."""

from typing import Any

import pytest

from observatory.sources import registry
from observatory.wording.language import LANGUAGES
from observatory.wording.notes import NOTES, caveat, note
from observatory.wording.phrases import places_of
from observatory.wording.typography import plain_spaces


def say(code: str, language: str = "fr", **params: Any) -> str:
    """A note with ordinary spaces."""
    return plain_spaces(note(code, params, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_can_be_said_without_parameters(language: str) -> None:
    """A note whose parameters change is still said, without them."""
    assert not [code for code, variants in NOTES.items() if places_of(variants[-1:])]
    assert all(note(code, {}, language) for code in NOTES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_caveat_of_every_source_is_written(language: str) -> None:
    """No source declares a caveat that nobody can read."""
    codes = {code for source in registry().values() for code in source.caveats}
    assert not [code for code in sorted(codes) if code in caveat(code, language)]


@pytest.mark.parametrize(
    ("code", "params", "sentence"),
    [
        (
            "carrier_left_out",
            {"carrier": "gas", "years": [2015, 2016, 2017, 2019]},
            "Hors de ce total : gaz, dont seules les années 2015–2017 et 2019 sont publiées. À choisir à part.",
        ),
        (
            "carrier_never_published",
            {"carrier": "gas", "name": "Mont-Saint-Martin"},
            "Pas de donnée de gaz pour Mont-Saint-Martin : non desservi ou non publié.",
        ),
        (
            "communes_left_out",
            {"count": 1, "names": ["Séchilienne"]},
            "1 commune laissée de côté, sans donnée certaines années : Séchilienne.",
        ),
        (
            "communes_left_out",
            {"count": 6, "names": ["Bresson", "Claix", "Corenc", "Domène", "Eybens", "Gières"]},
            "6 communes laissées de côté, sans donnée certaines années : Bresson, Claix, Corenc et 3 autres.",
        ),
        (
            "merged_communes",
            {"names": ["Arandon → Arandon-Passins"], "count": 1, "merged": [("38297", "38014")]},
            "Commune fusionnée depuis, comptée dans celle d'aujourd'hui : Arandon → Arandon-Passins.",
        ),
        (
            "population_held",
            {"years": [2011, 2012, 2013], "nearest": 2016},
            "Habitants de 2016 retenus pour 2011–2013, faute de recensement publié.",
        ),
        (
            "withheld_unflagged",
            {"count": 2, "carriers": ["gas"], "years": [2011, 2014]},
            (
                "2 lignes vides sans mention du secret (gaz, 2011 et 2014) : traitées comme non publiées, jamais "
                "comme zéro."
            ),
        ),
        (
            "year_to_confirm",
            {"year": 2023, "vintage": "2023-09"},
            "2023 : année à confirmer, car le fichier de septembre 2023 ne peut pas la connaître entière.",
        ),
        (
            "one_site_share",
            {
                "share": 0.472,
                "commune": "Champ-sur-Drac",
                "year": 2023,
                "value_without": 2_400_000.0,
                "sector": "industry",
            },
            "Un seul site, à Champ-sur-Drac, fait 47 % de ce total en 2023 ; sans lui : 2,4 TWh.",
        ),
        (
            "one_commune_share",
            {"share": 0.25, "name": "Bouvesse-Quirieu", "value_without": 8_780_000.0, "unit": "tCO₂e"},
            "Une seule commune, Bouvesse-Quirieu, fait 25 % de ce total ; sans elle : 8,78 MtCO₂e.",
        ),
        (
            "network_attached",
            {"networks": ["Réseau du Pont"], "commune": "Le Pont-de-Claix"},
            (
                "Réseau rattaché au Pont-de-Claix, qui dessert d'autres communes : Réseau du Pont. Sa chaleur se lit "
                "pour l'EPCI ou pour le réseau, non comme la consommation de la commune."
            ),
        ),
        (
            "source_precedence",
            {"kept": ["ore_commune"], "others": ["observatory_energy"]},
            (
                "Source retenue : Agence ORE, consommation par commune. Écartée, pour ne pas compter deux fois : "
                "format de l'observatoire, énergie. À changer dans « Source »."
            ),
        ),
        (
            "corrected_sdes",
            {"station": "Grenoble – CEA-Radôme", "normal": [2020, 2021, 2022, 2023, 2024]},
            (
                "Corrigé du climat par la formule du SDES (degrés-jours de base 17 °C, sans l'été) ; climat normal : "
                "moyenne 2020–2024 de la station Grenoble – CEA-Radôme."
            ),
        ),
        (
            "heating_share",
            {"carrier": "gas", "sector": "residential", "share": 0.75},
            "Part de chauffage retenue, gaz (résidentiel) : 75 %, convention de l'observatoire.",
        ),
        ("rejected_rows", {"count": 3}, "3 lignes refusées à la lecture : ce total est un minimum."),
        ("not_orcae", {}, "Diffère des chiffres ORCAE de votre PCAET."),
    ],
)
def test_note(code: str, params: dict[str, Any], sentence: str) -> None:
    """A note says in one sentence what its code and parameters mean."""
    assert say(code, **params) == sentence


def test_secrecy_band_states_its_method() -> None:
    """The band says how many values are hidden and how their order of magnitude is found."""
    assert say("secrecy_band", cells=1) == (
        "1 valeur n'est pas publiée (secret statistique) : la bande donne l'ordre de grandeur de ce qui manque, "
        "d'après les années voisines ou la taille habituelle de ces petites valeurs."
    )


def test_note_in_english() -> None:
    """Places, lists and numbers follow the language of the note."""
    assert say("communes_left_out", "en", count=2, names=["Bresson", "Claix"]) == (
        "2 communes left out, without data in some years: Bresson and Claix."
    )


def test_unknown_note_is_quoted() -> None:
    """A note that nobody wrote is said to be missing."""
    assert say("brand_new") == "Réserve « brand_new » : son explication n'a pas encore été écrite."
