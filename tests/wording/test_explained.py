"""The cards of the methods: none is missing, each is whole, and each example says what a hand computation says."""

import importlib
import math
import pkgutil
import re
from itertools import combinations
from statistics import median

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from scipy import stats

import observatory.methods
from observatory.methods.progress import Verdict
from observatory.settings import PROJECT
from observatory.store import reference
from observatory.targets import registry as kinds
from observatory.wording import explained
from observatory.wording.explained import comparing, paces, registry, statuses
from observatory.wording.explained.contract import Example, Method, Reader
from observatory.wording.language import LANGUAGES
from observatory.wording.typography import MINUS, plain_spaces

CONVENTIONS = dict(reference.table(PROJECT / "data", "conventions").select("key", "value").iter_rows())
CARDS = list(registry().values())
each_card = pytest.mark.parametrize("card", CARDS, ids=list(registry()))
WORDS = re.compile(r"[A-ZÀ-Ÿ][\w'’-]{3,}")


def example(key: str, language: str = "fr") -> Example:
    return registry()[key].example(Reader(language, CONVENTIONS))


def said(key: str, language: str = "fr") -> str:
    """What the example of a card concludes, with plain spaces."""
    return plain_spaces(" ".join(example(key, language).result))


def column(key: str, at: int) -> list[str]:
    return [plain_spaces(row[at]) for row in example(key).rows]


def test_every_method_has_a_card() -> None:
    """Each module of `methods` is explained by a card, through one of its functions."""
    explained = {function.__module__ for card in CARDS for function in card.explains}
    modules = {info.name for info in pkgutil.iter_modules(observatory.methods.__path__)}
    assert modules - {name.rsplit(".", 1)[-1] for name in explained} == set()


def test_every_kind_of_target_has_a_card() -> None:
    """Each kind of target is explained by the card of its trajectory."""
    assert {kind.key for card in CARDS for kind in card.kinds} == set(kinds())


def test_keys_are_distinct_and_fit_a_link() -> None:
    """A card is named by one plain word in a link."""
    names = [f"{explained.__name__}.{info.name}" for info in pkgutil.iter_modules(explained.__path__)]
    declared = [card.key for name in names for card in getattr(importlib.import_module(name), "METHODS", ())]
    assert sorted(declared) == sorted(registry())
    assert all(re.fullmatch(r"[a-z_]{3,24}", card.key) for card in CARDS)


@pytest.mark.parametrize("language", LANGUAGES)
@each_card
def test_a_card_is_whole(card: Method, language: str) -> None:
    """Name, question, formulas in signs and in words, units, source and limits, with nothing left to fill."""
    assert card.formulas
    assert card.limits
    words = [formula.words for formula in card.formulas]
    for text in (card.name, card.answers, card.units, card.source, *card.limits, *words):
        shown = card.said(text, language)
        assert shown.strip()
        assert "{" not in shown
    for formula in card.formulas:
        assert formula.printed(language).count("{") == formula.printed(language).count("}")


@each_card
def test_an_example_speaks_both_languages(card: Method) -> None:
    """Rows as wide as their headers, numbers in the reader's typography, and no French left in English."""
    french, english = (card.example(Reader(language, CONVENTIONS)) for language in LANGUAGES)
    for found in (french, english):
        assert found.result
        assert {len(row) for row in found.rows} == {len(found.headers)}
        assert found.numbers <= set(range(len(found.headers)))
    assert french.result != english.result
    assert "None" not in " ".join(cell for row in french.rows for cell in row)


def test_examples_name_no_real_commune() -> None:
    """Everything happens in the « Commune d'exemple » and its neighbours, which bear letters."""
    table = reference.table(PROJECT / "data", "communes")
    real = set(table.filter(pl.col("departement").is_in(["38", "42"]))["name"])
    for card in CARDS:
        found = card.example(Reader("fr", CONVENTIONS))
        text = " ".join([*found.headers, *found.result, *(cell for row in found.rows for cell in row)])
        assert not set(WORDS.findall(text)) & real, card.key


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # R18: 100 × (1 − 0.2 × 8/18) and × 13/18; 100 × 0.8^(8/18) and ^(13/18).
        ("trajectory_linear", "91,1 GWh en 2020, 85,6 GWh en 2025 et 80,0 GWh en 2030"),
        ("trajectory_constant_rate", "90,6 GWh en 2020, 85,1 GWh en 2025 et 80,0 GWh en 2030"),
        ("trajectory_stair", "Plafond de 5 000 MWh en 2024, puis de 4 500 MWh dès 2026."),
        # 100 − 20 × 11/18 = 87.778; 94 − 87.778 = 6.222, or 7.09 %; (80 − 94) / 7; R18: −2.2775 %.
        ("gap", "Le chemin demandait 87,8 GWh en 2023 : l'écart est de +6,2 GWh, soit +7,1 %."),
        ("gap", "il faut −2,0 GWh par an, ou −2,28 % par an"),
        ("overshoot", "dépassé de 20,4 GWh en tout, de 2019 à 2023"),  # R19: 20.364
        ("observed_pace", "Rythme observé : −1,67 MWh par an"),  # R14: −1.6667
        # R18, linear: factor 3.667; 14 GWh at 6/11 a year take 25.7 years.
        ("acceleration", "Il faudrait baisser 3,67 fois plus vite."),
        ("acceleration", "l'objectif de 2030 serait atteint en 2049"),
        # R2: 13 + 5 + 3 + 0 + 0, and 13 + 5 + 3.328 + 1.560 + 0.
        ("degree_days", "21 degrés-jours par la méthode Météo et 22,9 par la méthode COSTIC, en base 18"),
        # R4: 1057.845; R5: 1059.316.
        ("sdes_correction", "À climat normal : 1 057,8 MWh (la règle des conseillers donnerait 1 059,3 MWh)."),
        ("cep_correction", "À climat normal : 1 059,3 MWh (la formule statistique donnerait 1 057,8 MWh)."),
        # L(1980, 2000) = 20 / ln(2000/1980) = 1989.98; × ln 1.1 = 189.67; × ln 0.9 = −209.67.
        ("lmdi", "plus d'habitants : +189,7 MWh. Parce que chacun consomme moins : −209,7 MWh. Ensemble : −20,0 MWh"),
        ("breaks", "Rupture en 2015 : un gestionnaire entre, avec 47,9 % du total"),  # 900 / (980 + 900)
        ("funnel", "Le groupe consomme 2,32 MWh par habitant"),  # 80 270 MWh / 34 600 inhabitants
        # 0.04 / (0.04 + 0.12) = 0.25, so 2 + 0.25; 0.04 / (0.04 + 0.01) = 0.8, so 2 + 0.8.
        ("shrinkage", "la petite, moins sûre, est ramenée à 2,25, la grande à 2,80"),
        ("outliers", "Médiane 7 ; écart absolu médian, ramené à un écart type, 5,19"),  # R13: 5.1891
        ("outliers", "de −8,57 à 22,57"),  # R13
        ("quartiles", "entre 2,0 et 2,4 ; la médiane est 2,1. En dessous de 5 communes"),
        ("score", "Score : 0,50"),  # R26: (75 − 90) / (60 − 90)
        ("sums_over_sums", "Ensemble : 1,2 MWh par habitant. La moyenne des deux ratios dirait 2,0"),  # 1200 / 1000
        ("inhabitants", "interpolés entre deux recensements : 2017–2018"),
        ("inhabitants", "Habitants de 2019 retenus pour 2020"),
        ("gas", "900,9 MWh PCI"),  # R25
        # The larger of 42 and 38; 2 × 19 + √2 × (26 − 19), of 10, 12 … 28.
        ("secrecy_band", "Tertiaire : environ 42,0 MWh"),
        ("secrecy_band", "Résidentiel : environ 47,9 MWh"),
        ("disclosure", "au moins 11 points et 3 unités, aucune au-delà de 85 %"),
    ],
)
def test_an_example_says_the_reference_value(key: str, expected: str) -> None:
    """Each conclusion is the published reference case, or the hand computation beside it."""
    assert expected in said(key)


def test_numbers_follow_the_language() -> None:
    """The same result, with the marks of English."""
    assert "1,057.8 MWh" in said("sdes_correction", "en")
    assert "−1.67 MWh a year" in said("observed_pace", "en")


def test_the_path_of_the_overshoot_is_the_reference_one() -> None:
    """R19: 100, 96.364, 92.727, 89.091 and 85.455."""
    assert column("overshoot", 2) == ["100,0", "96,4", "92,7", "89,1", "85,5"]


def test_the_observed_interval_is_that_of_the_ranks() -> None:
    """Of the 45 slopes of R14, in order, those of ranks 15 and 30: (45 ∓ 1.2816 × √125) / 2; the rate is on logarithms."""
    pairs = list(combinations(zip(paces.YEARS, paces.SERIES, strict=True), 2))
    slopes = sorted((after - before) / (later - earlier) for (earlier, before), (later, after) in pairs)
    reach = stats.norm.ppf(0.9) * math.sqrt(125)
    low, high = slopes[round((45 - reach) / 2) - 1], slopes[round((45 + reach) / 2)]
    rate = median(math.log(after / before) / (later - earlier) for (earlier, before), (later, after) in pairs)
    found = said("observed_pace").replace(MINUS, "-").replace(",", ".")
    assert f"de {low:.2f} à {high:.2f} MWh par an" in found
    assert f"{math.expm1(rate) * 100:.2f} % par an" in found


def test_the_fan_is_that_of_statsmodels() -> None:
    """The central value and the 80 % limits of 2030 are those of its ordinary least squares on logarithms."""
    years = np.array(paces.YEARS, dtype=float)
    fitted = sm.OLS(np.log(paces.SERIES), sm.add_constant(years)).fit()
    expected = np.exp(fitted.get_prediction(np.array([[1.0, 2030.0]])).summary_frame(alpha=0.2).iloc[0])
    central, low, high = (
        f"{expected[name]:.1f}".replace(".", ",") for name in ("mean", "obs_ci_lower", "obs_ci_upper")
    )
    assert f"{central} MWh en 2030 ; 80 % de chances d'être entre {low} et {high} MWh" in said("fan")


def test_statuses_come_in_their_order_of_decision() -> None:
    """The rows give the nine statuses in the order of `Verdict`, and « dans la trajectoire » for its two reasons."""
    shown = [plain_spaces(statuses.statuses.status(one, "fr")) for one in Verdict]
    at = shown.index("● dans la trajectoire")
    assert column("statuses", 0) == [*shown[:at], shown[at], *shown[at:]]
    assert set(statuses.CONDITIONS) == set(Verdict)


def test_each_day_has_its_two_counts() -> None:
    """R2, day by day."""
    assert column("degree_days", 2) == ["13", "5", "3", "0", "0"]
    assert column("degree_days", 3) == ["13", "5", "3,33", "1,56", "0"]


def test_the_nearest_communes_are_those_of_the_written_distance() -> None:
    """Root mean square of the differences of ln(inhabitants) and of altitude, each over its standard deviation."""
    own = comparing.GROUP[0]
    people, heights = np.log([one[1] for one in comparing.GROUP]), np.array([one[2] for one in comparing.GROUP])
    distances = {
        key: math.sqrt(((math.log(count / own[1]) / people.std()) ** 2 + ((height - own[2]) / heights.std()) ** 2) / 2)
        for key, count, height in comparing.GROUP[1:]
    }
    first, second, third = sorted(distances, key=lambda key: distances[key])[:3]
    words = [f"Commune {key} ({distances[key]:.2f})".replace(".", ",") for key in (first, second, third)]
    assert f"{words[0]}, {words[1]} et {words[2]}" in said("peers")


def test_the_funnel_keeps_size_and_difference_apart() -> None:
    """DerSimonian and Laird's τ², on scores drawn in at 10 %, written out; the two large odd communes stand outside."""
    people, values = (np.array(part) for part in zip(*comparing.UNITS, strict=True))
    centre = (people * values).sum() / people.sum()
    smallest = np.abs(values - centre)[:5] * np.sqrt(people[:5])
    errors = np.median(smallest) / stats.norm.ppf(0.75) / np.sqrt(people)
    scores = (values - centre) / errors
    drawn = np.clip(scores, *np.quantile(scores, (0.1, 0.9))) * errors
    weights = errors**-2.0
    mean = (weights * drawn).sum() / weights.sum()
    excess = (weights * (drawn - mean) ** 2).sum() - (values.size - 1)
    between = math.sqrt(excess / (weights.sum() - (weights**2).sum() / weights.sum()))
    assert f"un écart type de {between:.2f} MWh".replace(".", ",") in said("funnel")
    assert column("funnel", 4) == ["oui", "oui", "oui", "oui", "oui", "non", "non", "oui"]


def test_only_the_thousand_stands_apart() -> None:
    """R13: the modified score of 1000 is 0.6745 × 993 / 3.5, and it alone is marked."""
    assert column("outliers", 2) == ["non"] * 7 + ["oui"]
    assert column("outliers", 1)[-1] == "+191,37"


def test_inhabitants_go_in_a_straight_line_between_censuses() -> None:
    """A third of the way from 1000 to 1030 each year, then the last census held."""
    assert column("inhabitants", 2) == ["1 000", "1 010", "1 020", "1 030", "1 030"]


def test_hiding_one_cell_hides_three_more() -> None:
    """900 of 1000 is above 85 %: hidden, with the cheapest rectangle that keeps it from being worked out."""
    assert column("disclosure", 6) == [
        "masqué pour protéger l'autre",
        "masqué pour protéger l'autre",
        "publié",
        "masqué",
        "masqué pour protéger l'autre",
        "publié",
    ]


def test_an_example_follows_the_thresholds_of_the_agency() -> None:
    """With other conventions, the example gives their result: no quartile below six communes, nothing hidden at 95 %."""
    other = Reader("fr", CONVENTIONS | {"peers_minimum": "6", "disclosure_dominance": "0.95"})
    (found,) = registry()["quartiles"].example(other).result
    assert plain_spaces(found) == "Pas de quartile : il faut au moins 6 communes."
    assert {row[6] for row in registry()["disclosure"].example(other).rows} == {"publié"}
