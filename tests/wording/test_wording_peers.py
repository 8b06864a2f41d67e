"""A commune beside its peers, and beside its size, in words."""

import pytest

from observatory.wording import peers
from observatory.wording.typography import plain_spaces
from observatory.wording.verbs import Matter


def beside(value: float, high: float, medians: tuple[float, float], language: str = "fr", where: str = "") -> str:
    of = peers.Compared(Matter.ENERGY_EACH, "d'électricité" if language == "fr" else "electricity", where, "MWh/hab.")
    return plain_spaces(peers.beside_median("Échirolles", (value, high), medians, count=8, of=of, language=language))


@pytest.mark.parametrize(
    ("value", "high", "medians", "said"),
    [
        (1.0, 1.0, (2.0, 2.0), "Échirolles consomme par habitant 50 % d'électricité de moins que la médiane de 8"),
        (3.0, 3.0, (2.0, 2.0), "Échirolles consomme par habitant 50 % d'électricité de plus que la médiane de 8"),
        (2.0, 2.0, (2.0, 2.0), "Échirolles consomme par habitant autant d'électricité que la médiane de 8"),
        (1.0, 1.02, (2.0, 2.0), "Échirolles consomme par habitant environ 49 % d'électricité de moins que"),
        (1.0, 1.4, (2.0, 2.0), "Échirolles consomme par habitant entre 30 % et 50 % d'électricité de moins que"),
        (1.8, 2.4, (2.0, 2.0), "Échirolles : on ne peut pas dire si sa valeur est au-dessus ou au-dessous de la"),
        (1.5, 1.5, (2.0, 3.0), "Échirolles consomme par habitant entre 25 % et 50 % d'électricité de moins que"),
        (1.0, 1.0, (0.0, 0.0), "Échirolles : 1 MWh/hab. ; médiane de 8 communes comparables : 0 MWh/hab."),
    ],
)
def test_the_difference_is_as_sure_as_its_data(
    value: float, high: float, medians: tuple[float, float], said: str
) -> None:
    """1 beside a median of 2 is −50 %; bounds that are hidden give « environ », both bounds, or no side at all."""
    assert beside(value, high, medians).startswith(said)


def test_the_sector_comes_first_and_english_agrees() -> None:
    """« Dans le résidentiel, … » ; in English the same numbers with a point and no space before the percent."""
    assert beside(1, 1, (2, 2), where="dans le résidentiel").startswith("Dans le résidentiel, Échirolles consomme")
    assert beside(1, 1, (2, 2), language="en") == (
        "Échirolles uses 50% less electricity per inhabitant than the median of 8 comparable communes (2 MWh/inhab.)"
    )


def test_who_is_outside_is_to_look_at_and_not_judged() -> None:
    """The widest limits are named, with their decimal where they have one; inside, nothing is to be said."""
    words = {"above": True, "language": "fr"}
    wide = plain_spaces(peers.of_size("Claix", "2,6 MWh/hab.", outside=0.998, **words))
    assert wide == "Claix : 2,6 MWh/hab., au-dessus des limites à 99,8 % pour sa taille : à regarder"
    assert "95 %" in plain_spaces(peers.of_size("Claix", "2,6 MWh/hab.", outside=0.95, **words))
    assert peers.of_size("Claix", "2,6", outside=None, **words).endswith("dans les limites attendues pour sa taille")


def test_a_remark_joins_what_is_to_be_said() -> None:
    """Outside and atypical are two things, joined; most communes have no remark."""
    assert plain_spaces(peers.remark(outside=0.95, outlier=True, language="fr")) == (
        "à regarder, hors des limites à 95 % ; valeur atypique, gardée"
    )
    assert peers.remark(outside=None, outlier=False, language="fr") == ""


def test_long_lists_are_cut() -> None:
    """Of nine communes six are named and three counted; of none, nothing is said."""
    said = plain_spaces(peers.to_look_at([f"C{at}" for at in range(9)], coverage=0.95, above=False, language="fr"))
    assert said == "À regarder, au-dessous des limites à 95 % : C0, C1, C2, C3, C4, C5 et 3 autres."
    assert peers.atypical([], "fr") == ""


def test_one_of_many_is_singular() -> None:
    """One commune « sort », seven « sortent », none is told as none."""
    said = [plain_spaces(peers.how_many_outside(count, 49, "fr")) for count in (0, 1, 7)]
    assert said == [
        "Aucune des 49 communes ne sort des limites attendues pour sa taille",
        "1 commune sur 49 sort des limites attendues pour sa taille : à regarder",
        "7 communes sur 49 sortent des limites attendues pour leur taille : à regarder",
    ]
