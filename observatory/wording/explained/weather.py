"""Cards of the climate: how cold it was, and a use carried to a normal winter by either rule."""

import polars as pl

from observatory.methods import climate
from observatory.methods.climate import Method as Way
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

BASE = 18.0
DAYS = ((0.0, 10.0), (8.0, 18.0), (10.0, 20.0), (12.0, 26.0), (19.0, 30.0))
USED, SHARE, DEGREE_DAYS, NORMAL = 1000.0, 0.7, 1900.0, 2061.0


def _degree_days(reader: Reader) -> Example:
    days = pl.DataFrame(DAYS, schema=["tn", "tx"], orient="row")
    found = days.select(
        "tn",
        "tx",
        *(climate.degree_day(pl.col("tn"), pl.col("tx"), base=BASE, method=way).alias(way) for way in Way),
    )
    headers = (reader.t("Minimum, °C"), reader.t("Maximum, °C"), reader.t("Méthode Météo"), reader.t("Méthode COSTIC"))
    rows = tuple(
        (reader.n(tn), reader.n(tx), reader.n(meteo), reader.n(costic)) for tn, tx, meteo, costic in found.iter_rows()
    )
    sums = {way: reader.n(float(found[way].sum())) for way in Way}
    words = reader.t(
        "Ces cinq jours font {meteo} degrés-jours par la méthode Météo et {costic} par la méthode COSTIC, en base "
        "{base}.",
        meteo=sums[Way.METEO],
        costic=sums[Way.COSTIC],
        base=reader.n(BASE, 0),
    )
    return Example(headers, rows, (words,), texts=frozenset())


def _inputs(reader: Reader) -> tuple[tuple[str, ...], ...]:
    return (
        (reader.t("Consommation de l'année"), reader.n(USED, 0, "MWh")),
        (reader.t("Part du chauffage"), reader.percent(SHARE * 100, 0, signed=False)),
        (reader.t("Degrés-jours de l'année"), reader.n(DEGREE_DAYS, 0)),
        (reader.t("Degrés-jours normaux"), reader.n(NORMAL, 0)),
    )


def _corrected(reader: Reader) -> tuple[str, str]:
    found = (one(USED, SHARE, DEGREE_DAYS, NORMAL) for one in (climate.sdes_correction, climate.cep_correction))
    sdes, cep = (reader.n(value, 1, "MWh") for value in found)
    return sdes, cep


def _sdes(reader: Reader) -> Example:
    sdes, cep = _corrected(reader)
    words = reader.t("À climat normal : {sdes} (la règle des conseillers donnerait {cep}).", sdes=sdes, cep=cep)
    return Example((reader.t(COMMUNE), reader.t("Valeur")), _inputs(reader), (words,))


def _cep(reader: Reader) -> Example:
    sdes, cep = _corrected(reader)
    words = reader.t("À climat normal : {cep} (la formule statistique donnerait {sdes}).", sdes=sdes, cep=cep)
    return Example((reader.t(COMMUNE), reader.t("Valeur")), _inputs(reader), (words,))


METHODS = (
    Method(
        key="degree_days",
        theme=Theme.CLIMATE,
        name=N_("Degrés-jours : méthodes Météo et COSTIC"),
        answers=N_("À quel point a-t-il fait froid, en un seul nombre ?"),
        formulas=(
            Formula(
                r"\mathrm{DJ}_{\text{Météo}} = \max\Bigl(0,\; S - \frac{T_n + T_x}{2}\Bigr)",
                N_(
                    "méthode Météo : base moins la moyenne des températures minimale et maximale du jour, sans "
                    "descendre sous zéro"
                ),
            ),
            Formula(
                r"\mathrm{DJ}_{\text{COSTIC}} = (S - T_n)\Bigl(0.08 + 0.42\,\frac{S - T_n}{T_x - T_n}\Bigr)"
                r"\quad (T_n < S < T_x)",
                N_(
                    "méthode COSTIC : comme la méthode Météo si tout le jour est sous la base, zéro s'il est "
                    "au-dessus ; entre les deux, (base − minimum) × (0,08 + 0,42 × (base − minimum) ÷ (maximum − "
                    "minimum))"
                ),
            ),
        ),
        units=N_(
            "Degrés Celsius × jours, additionnés sur l'année ou la saison. Base et méthode font partie de la série."
        ),
        source=N_(
            "Météo-France et SDES pour la méthode Météo ; COSTIC, méthode recommandée par le guide des marchés publics "
            "d'exploitation de chauffage, 2007."
        ),
        limits=(
            N_("Des degrés-jours d'une autre base, d'une autre méthode ou d'une autre station ne se comparent pas."),
            N_("Le SDES compte en base {base}, de janvier à mai et d'octobre à décembre ; les contrats, en base 18."),
            N_(
                "Une année où manque un jour n'a pas de total ; une normale est la moyenne d'années entières de la "
                "station."
            ),
        ),
        example=_degree_days,
        explains=(climate.degree_day, climate.yearly, climate.normal),
        params={"base": climate.SEASON_BASE},
    ),
    Method(
        key="sdes_correction",
        theme=Theme.CLIMATE,
        name=N_("Correction climatique statistique (SDES)"),
        answers=N_("Combien le territoire aurait-il consommé si l'hiver avait été normal ?"),
        formulas=(
            Formula(
                r"C_{c} = \frac{C}{1 + p\,(r - 1)} \qquad r = \frac{\mathrm{DJ}}{\overline{\mathrm{DJ}}}",
                N_(
                    "consommation corrigée = consommation ÷ (1 + part du chauffage × (degrés-jours ÷ degrés-jours "
                    "normaux − 1))"
                ),
            ),
        ),
        units=N_("Unité de la consommation. La part du chauffage va de 0 à 1."),
        source=N_(
            "SDES, bilan énergétique de la France, correction des variations climatiques, méthode en usage depuis le "
            "bilan de 2005 ; notice des degrés-jours unifiés, 2021."
        ),
        limits=(
            N_("Pour les totaux d'un territoire. Corrige dans le temps, jamais d'une commune à l'autre."),
            N_("Seul le chauffage est corrigé : ni eau chaude, ni cuisson, ni climatisation."),
            N_("Ne donne pas le même résultat que la règle des conseillers : chaque série dit laquelle l'a faite."),
        ),
        example=_sdes,
        explains=(climate.sdes_correction,),
    ),
    Method(
        key="cep_correction",
        theme=Theme.CLIMATE,
        name=N_("Correction climatique des conseillers (CEP)"),
        answers=N_("Combien le patrimoine de la commune aurait-il consommé si l'hiver avait été normal ?"),
        formulas=(
            Formula(
                r"C_{c} = C\,\Bigl[(1 - p) + p\,\frac{\overline{\mathrm{DJ}}}{\mathrm{DJ}}\Bigr]",
                N_(
                    "consommation corrigée = consommation × (part sans chauffage + part du chauffage × degrés-jours "
                    "normaux ÷ degrés-jours)"
                ),
            ),
        ),
        units=N_("Unité de la consommation. La part du chauffage va de 0 à 1."),
        source=N_("Règle de trois usuelle du conseil en énergie partagé."),
        limits=(
            N_("Pour ce que la commune paie. Corrige dans le temps, jamais d'une commune à l'autre."),
            N_("Ne donne pas le même résultat que la formule statistique : chaque série dit laquelle l'a faite."),
        ),
        example=_cep,
        explains=(climate.cep_correction,),
    ),
)
