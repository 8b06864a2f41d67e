"""Cards of secrecy: what a publisher hides from us, and what we hide in what we publish."""

import polars as pl

from observatory.methods import disclosure, secrecy
from observatory.vocabulary import Status
from observatory.wording import labels
from observatory.wording.explained.contract import Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

OWN, YEAR = "exemple", 2022
NEAR = {2021: 42.0, 2023: 38.0}
PUBLISHED, HIDDEN_CELLS = 900.0, 2
SMALL = tuple(float(value) for value in range(10, 30, 2))
# (sector, area, value, points, units, largest): what a table of third parties holds before any of it is hidden.
CELLS = (
    ("tertiary", "A", 400.0, 40.0, 12.0, 90.0),
    ("tertiary", "B", 300.0, 25.0, 9.0, 80.0),
    ("tertiary", "C", 500.0, 35.0, 10.0, 120.0),
    ("industry", "A", 1000.0, 20.0, 4.0, 900.0),
    ("industry", "B", 600.0, 30.0, 8.0, 200.0),
    ("industry", "C", 800.0, 45.0, 9.0, 250.0),
)


def _coverage() -> pl.DataFrame:
    """Tertiary: one year withheld between two published; residential: two small cells hidden in what is published."""
    usual: dict[str, object] = {
        "source": "exemple",
        "insee_code": OWN,
        "carrier": "gas",
        "operator": "o",
        "category": "",
        "sites": None,
    }
    tertiary = [usual | {"sector": "tertiary", "year": year, "energy_mwh": value} for year, value in NEAR.items()]
    withheld = usual | {"sector": "tertiary", "year": YEAR, "energy_mwh": None, "withheld_cells": 1}
    partial = usual | {"sector": "residential", "year": YEAR, "energy_mwh": PUBLISHED, "withheld_cells": HIDDEN_CELLS}
    small = [
        usual | {"insee_code": f"autre{at}", "sector": "residential", "year": YEAR, "energy_mwh": value, "sites": 5.0}
        for at, value in enumerate(SMALL)
    ]
    rows = [{"withheld_cells": 0} | row for row in (*tertiary, withheld, partial, *small)]
    return pl.DataFrame(rows, schema_overrides={"energy_mwh": pl.Float64, "sites": pl.Float64})


def _secrecy(reader: Reader) -> Example:
    found = secrecy.hidden_orders(_coverage()).filter(pl.col("insee_code") == OWN)
    hidden = dict(found.select("sector", "hidden_mwh").iter_rows())
    headers = (reader.t("Secteur"), reader.t("Publié en {year}, MWh", year=YEAR), reader.t("Ce que l'on sait, MWh"))
    result = (
        reader.t(
            "Tertiaire : environ {amount}, la plus grande des années voisines.",
            amount=reader.n(hidden["tertiary"], 1, "MWh"),
        ),
        reader.t(
            "Résidentiel : environ {amount} de plus que ce qui est publié, d'après la médiane et le neuvième décile "
            "des petites valeurs.",
            amount=reader.n(hidden["residential"], 1, "MWh"),
        ),
    )
    return Example(headers, _known(reader), result, texts=frozenset({0, 2}))


def _known(reader: Reader) -> tuple[tuple[str, ...], ...]:
    """What is published of each sector, and what else is known of what is not."""
    years = [reader.t("{amount} en {year}", amount=reader.n(value, 0), year=year) for year, value in NEAR.items()]
    small = reader.t("de {low} à {high}", low=reader.n(min(SMALL), 0), high=reader.n(max(SMALL), 0))
    others = reader.t(
        "{cells} valeurs cachées ; ailleurs, dix petites valeurs publiées, {small}", cells=HIDDEN_CELLS, small=small
    )
    withheld = labels.status(Status.WITHHELD, reader.language)
    return (
        (labels.sector("tertiary", reader.language), withheld, reader.list(years)),
        (labels.sector("residential", reader.language), reader.n(PUBLISHED, 0), others),
    )


def _disclosure(reader: Reader) -> Example:
    rules = disclosure.Rules(
        minimum_points=int(reader.threshold("disclosure_points")),
        minimum_units=int(reader.threshold("disclosure_units")),
        maximum_share=reader.threshold("disclosure_dominance"),
    )
    columns = (
        N_("Secteur"),
        N_("Zone"),
        N_("Valeur, MWh"),
        N_("Points"),
        N_("Unités"),
        N_("Plus grande unité"),
        N_("Ce qui est publié"),
    )
    words = reader.t(
        "Seuils de l'observatoire : au moins {points} points et {units} unités, aucune au-delà de {share}.",
        points=rules.minimum_points,
        units=rules.minimum_units,
        share=reader.percent(rules.maximum_share * 100, 0, signed=False),
    )
    return Example(tuple(map(reader.t, columns)), _kept(reader, rules), (words,), texts=frozenset({0, 1, 6}))


def _kept(reader: Reader, rules: disclosure.Rules) -> tuple[tuple[str, ...], ...]:
    """Each cell with what becomes of it."""
    cells = pl.DataFrame(CELLS, schema=["row", "column", "value", "points", "units", "largest"], orient="row")
    withheld = disclosure.suppress(cells, rules)
    why = {
        "primary": reader.t("masqué"),
        "secondary": reader.t("masqué pour protéger l'autre"),
        None: reader.t("publié"),
    }
    kept = {(line["row"], line["column"]): why[line["withheld"]] for line in withheld.to_dicts()}
    return tuple(
        (
            labels.sector(sector, reader.language),
            area,
            *(reader.n(number, 0) for number in numbers),
            kept[sector, area],
        )
        for sector, area, *numbers in CELLS
    )


METHODS = (
    Method(
        key="secrecy_band",
        theme=Theme.COUNTING,
        name=N_("Bande du secret statistique"),
        answers=N_("Quel est l'ordre de grandeur de ce que l'éditeur ne publie pas ?"),
        formulas=(
            Formula(
                r"H = n\,m + \sqrt{n}\,(q_{90} - m)",
                N_(
                    "ordre de grandeur = nombre de valeurs cachées × médiane des petites valeurs du même genre + "
                    "racine de ce nombre × (neuvième décile − médiane) ; pour une année cachée, la plus grande des "
                    "années voisines si elles sont publiées"
                ),
            ),
        ),
        units=N_("MWh. Une bande mince au-dessus de la valeur publiée ; rien n'est ajouté à aucun chiffre."),
        source=N_("Règle de l'observatoire, d'après le nombre de valeurs masquées que l'Agence ORE publie."),
        limits=(
            N_("Un ordre de grandeur, jamais une correction."),
            N_(
                "Années voisines : {years} ans d'écart au plus. Petites valeurs : {sites} points de livraison au "
                "plus, {cells} au moins."
            ),
        ),
        example=_secrecy,
        explains=(secrecy.hidden_orders,),
        params={"years": secrecy.NEIGHBOUR_YEARS, "sites": secrecy.SMALL_SITES, "cells": secrecy.ENOUGH_CELLS},
    ),
    Method(
        key="disclosure",
        theme=Theme.COUNTING,
        name=N_("Seuils de diffusion"),
        answers=N_("Que masquons-nous dans les agrégats de tiers que nous publions nous-mêmes ?"),
        formulas=(
            Formula(
                r"n_p \ge a \qquad n_u \ge b \qquad \frac{x_{\max}}{\sum x} \le c",
                N_(
                    "un agrégat est publié s'il a assez de points de livraison, assez d'unités, et si aucune unité "
                    "n'en fait une trop grande part ; puis on masque aussi les cases qui permettraient de le "
                    "retrouver par différence"
                ),
            ),
        ),
        units=N_("Points de livraison, unités (entreprises, ménages) et part de la plus grande."),
        source=N_(
            "Seuils : conventions de l'observatoire, modifiables. Cases à protéger : Gusfield, SIAM Journal on "
            "Computing 17, 1988."
        ),
        limits=(
            N_("Le patrimoine de la commune n'est pas sous ce secret."),
            N_("Protège la valeur exacte, pas l'intervalle où elle se trouve."),
        ),
        example=_disclosure,
        explains=(disclosure.suppress, disclosure.publishable),
    ),
)
