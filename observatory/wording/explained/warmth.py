"""Card of hot days and tropical nights."""

from datetime import date, timedelta

import polars as pl

from observatory.methods import warmth
from observatory.methods.warmth import HOT_C, SUMMER_DAYS, TROPICAL_C
from observatory.wording.explained.contract import Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

USUAL = (14.0, 28.0)
DAYS = ((19.0, 35.0), (20.0, 35.1), (21.5, 36.0), (20.5, 33.0))  # the first days of August; the others are usual


def _example(reader: Reader) -> Example:
    extremes = [*DAYS, *[USUAL] * (SUMMER_DAYS - len(DAYS))]
    first = date(2023, 5, 1)
    dates = sorted((first + timedelta(days=at) for at in range(SUMMER_DAYS)), key=lambda day: day < date(2023, 8, 1))
    days = pl.DataFrame(extremes, schema=["tn", "tx"], orient="row").with_columns(
        station=pl.lit("1"), date=pl.Series(dates)
    )
    hot, nights = (float(count(days)["value"][0]) for count in (warmth.days_over, warmth.nights_over))
    words = reader.t(
        "Les autres jours ne dépassent pas {usual} : l'été compte {hot} jours de très forte chaleur et {nights} nuits "
        "tropicales.",
        usual=reader.n(USUAL[1], 0, "°C"),
        hot=reader.n(hot, 0),
        nights=reader.n(nights, 0),
    )
    rows = tuple((reader.n(tn, 1), reader.n(tx, 1)) for tn, tx in DAYS)
    return Example((reader.t("Minimum, °C"), reader.t("Maximum, °C")), rows, (words,), texts=frozenset())


METHODS = (
    Method(
        key="hot_days",
        theme=Theme.CLIMATE,
        name=N_("Jours de très forte chaleur et nuits tropicales"),
        answers=N_("Combien de jours et de nuits la chaleur a-t-elle dépassé un seuil ?"),
        formulas=(
            Formula(
                r"J = \#\{\,T_x > 35\,\}",
                N_("jours de mai à septembre dont la température maximale dépasse {hot} °C"),
            ),
            Formula(
                r"N = \#\{\,T_n \ge 20\,\}",
                N_("jours de mai à septembre dont la température minimale ne descend pas sous {tropical} °C"),
            ),
        ),
        units=N_("températures en °C, comptes en jours et en nuits"),
        source=N_("Météo-France, définitions des jours de très forte chaleur et des nuits tropicales."),
        limits=(
            N_(
                "Un été auquel manque un jour n'a pas de compte : une somme de ce qui est connu passerait pour un été "
                "frais."
            ),
            N_("Deux stations d'une même ville ne font pas une série : chacune a la sienne."),
            N_("Une station mesure un lieu ouvert : une rue ou un logement peut être plus chaud."),
        ),
        example=_example,
        explains=(warmth.days_over, warmth.nights_over),
        params={"hot": HOT_C, "tropical": TROPICAL_C},
    ),
)
