"""Cards of the paces: the gap to a path, what is needed, what is seen, and where it leads."""

from observatory.answers.judging import CONFIDENCE
from observatory.methods import forecast, progress, trend
from observatory.targets.contract import Shape
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.explained.levels import DUE, path_of, voted_rows
from observatory.wording.language import N_

YEAR, VALUE, START = 2023, 94.0, 100.0
YEARS = tuple(range(2014, 2024))
SERIES = (120.0, 118.0, 121.0, 115.0, 113.0, 116.0, 110.0, 108.0, 107.0, 109.0)
OVERSHOT_CUT = -0.40
OVERSHOT = {2019: 100.0, 2020: 98.0, 2021: 97.0, 2022: 95.0, 2023: 94.0}


def _standing_rows(reader: Reader) -> tuple[tuple[str, ...], ...]:
    return (*voted_rows(reader), (reader.t("Consommation de {year}", year=YEAR), reader.n(VALUE, 0, "GWh")))


def _gap(reader: Reader) -> Example:
    path = path_of(Shape.LINEAR)
    level = path.at(YEAR)
    distance, share = progress.gap(VALUE, level)
    due = path.points[-1][1]
    needed = {
        on_logs: progress.required(VALUE, YEAR, level=due, at=DUE, on_logs=on_logs) or 0.0 for on_logs in (False, True)
    }
    result = (
        reader.t(
            "Le chemin demandait {level} en {year} : l'écart est de {distance}, soit {share}.",
            level=reader.n(level, 1, "GWh"),
            year=YEAR,
            distance=reader.n(distance, 1, "GWh", signed=True),
            share=reader.percent(share or 0.0),
        ),
        reader.t(
            "Pour tenir l'objectif, il faut {amount} par an, ou {rate} par an.",
            amount=reader.n(needed[False], 1, "GWh", signed=True),
            rate=reader.percent(needed[True], 2),
        ),
    )
    return Example((reader.t(COMMUNE), reader.t("Valeur")), _standing_rows(reader), result)


def _overshoot(reader: Reader) -> Example:
    path = path_of(Shape.LINEAR, first=min(OVERSHOT), cut=OVERSHOT_CUT)
    levels = [path.at(year) for year in OVERSHOT]
    above = progress.overshoot(list(OVERSHOT.values()), levels)
    rows = [
        (
            str(year),
            reader.n(value, 0),
            reader.n(level, 1),
            reader.n(progress.gap(value, level)[0], 1, signed=True),
        )
        for (year, value), level in zip(OVERSHOT.items(), levels, strict=True)
    ]
    headers = (reader.t("Année"), reader.t("Consommé, GWh"), reader.t("Chemin, GWh"), reader.t("Écart, GWh"))
    words = reader.t(
        "Avec {cut} en {due} par rapport à {first}, le chemin est dépassé de {amount} en tout, de {first} à {last}.",
        cut=reader.percent(OVERSHOT_CUT * 100, 0),
        due=DUE,
        first=min(OVERSHOT),
        last=max(OVERSHOT),
        amount=reader.n(above, 1, "GWh"),
    )
    return Example(headers, tuple(rows), (words,))


def series_rows(reader: Reader) -> tuple[tuple[str, ...], ...]:
    """The series that the examples of paces share."""
    return tuple((str(year), reader.n(value, 0)) for year, value in zip(YEARS, SERIES, strict=True))


def _observed(reader: Reader) -> Example:
    slope = trend.theil_sen(YEARS, SERIES, confidence=CONFIDENCE)
    rate = trend.theil_sen_rate(YEARS, SERIES, confidence=CONFIDENCE)
    result = (
        reader.t(
            "Rythme observé : {slope} par an ; intervalle à {share} : de {low} à {high} par an.",
            slope=reader.n(slope.slope, 2, "MWh", signed=True),
            share=reader.percent(CONFIDENCE * 100, 0, signed=False),
            low=reader.n(slope.low, 2, signed=True),
            high=reader.n(slope.high, 2, "MWh", signed=True),
        ),
        reader.t("En pourcentage : {rate} par an.", rate=reader.percent(rate.rate * 100, 2)),
    )
    return Example((reader.t("Année"), reader.t("Consommation, MWh")), series_rows(reader), result)


def standing(**changes: object) -> progress.Standing:
    """Where the example stands: 94 GWh in 2023, from 100 in 2012, towards 80 in 2030; with these parts changed."""
    path = path_of(Shape.LINEAR)
    pace = (VALUE - START) / (YEAR - path.points[0][0])
    usual = {
        "last_year": YEAR,
        "value": VALUE,
        "path_value": path.at(YEAR),
        "next_year": DUE,
        "next_value": path.points[-1][1],
        "due_year": DUE,
        "due_value": path.points[-1][1],
        "at_due": None,
        "points": 12,
        "observed": pace,
        "observed_low": pace - 0.2,
        "observed_high": pace + 0.2,
        "on_logs": False,
        "rising": False,
        "this_year": YEAR + 1,
    }
    return progress.Standing(**usual | changes)  # type: ignore[arg-type]


def _acceleration(reader: Reader) -> Example:
    one = standing()
    rows = (
        (reader.t("Rythme nécessaire, par an"), reader.n(progress.required_of(one), 2, "GWh", signed=True)),
        (reader.t("Rythme observé, par an"), reader.n(one.observed, 2, "GWh", signed=True)),
    )
    arrival = progress.arrival_year(one)
    result = (
        reader.t("Il faudrait baisser {factor} fois plus vite.", factor=reader.n(progress.acceleration(one), 2)),
        reader.t("Au rythme observé, l'objectif de {due} serait atteint en {arrival}.", due=DUE, arrival=arrival),
    )
    return Example((reader.t(COMMUNE), reader.t("Valeur")), rows, result)


def _fan(reader: Reader) -> Example:
    found = forecast.forecast(YEARS, SERIES, at=[DUE], confidence=CONFIDENCE)
    words = reader.t(
        "Si le rythme restait le même, {central} en {year} ; {share} de chances d'être entre {low} et {high}.",
        central=reader.n(found.central[0], 1, "MWh"),
        year=DUE,
        share=reader.percent(CONFIDENCE * 100, 0, signed=False),
        low=reader.n(found.low[0], 1),
        high=reader.n(found.high[0], 1, "MWh"),
    )
    return Example((reader.t("Année"), reader.t("Consommation, MWh")), series_rows(reader), (words,))


METHODS = (
    Method(
        key="gap",
        theme=Theme.TARGETS,
        name=N_("Écart à la trajectoire et rythme nécessaire"),
        answers=N_("Où en est-on par rapport au chemin, et combien faut-il faire par an pour tenir l'objectif ?"),
        formulas=(
            Formula(
                r"g = v - T(y) \qquad g_{\%} = \frac{v}{T(y)} - 1",
                N_("écart = valeur observée − niveau du chemin la même année ; en pourcentage, rapporté à ce niveau"),
            ),
            Formula(
                r"r = \frac{T_1 - v}{y_1 - y} \qquad r_{\%} = \left(\frac{T_1}{v}\right)^{\frac{1}{y_1 - y}} - 1",
                N_(
                    "rythme nécessaire = (niveau de la prochaine étape − valeur observée) ÷ nombre d'années qui "
                    "restent ; en pourcentage par an si le chemin est à taux constant"
                ),
            ),
        ),
        units=N_(
            "Unité de l'indicateur, et pourcentage ; par an pour le rythme. Un écart positif est au-dessus du chemin."
        ),
        source=N_("Définitions usuelles ; taux annuel moyen pour le pourcentage."),
        limits=(
            N_(
                "Une seule année pèse sur l'écart : un hiver doux le réduit. Le rythme observé, lui, lit toute la "
                "série."
            ),
        ),
        example=_gap,
        explains=(progress.gap, progress.required, progress.required_of),
    ),
    Method(
        key="overshoot",
        theme=Theme.TARGETS,
        name=N_("Dépassement cumulé"),
        answers=N_("Combien a-t-on consommé, ou émis, de plus que le chemin depuis le départ ?"),
        formulas=(
            Formula(
                r"D = \sum_{y = y_0}^{y_n} \bigl(v_y - T(y)\bigr)",
                N_("dépassement = somme, année après année, de (valeur observée − niveau du chemin)"),
            ),
        ),
        units=N_("Unité de l'indicateur. Négatif : moins que ce que le chemin permettait."),
        source=N_("Logique des budgets carbone (stratégie nationale bas-carbone, décret 2020-457)."),
        limits=(N_("Les années sans donnée ne sont pas comptées : la somme peut être un minimum."),),
        example=_overshoot,
        explains=(progress.gap,),
    ),
    Method(
        key="observed_pace",
        theme=Theme.TARGETS,
        name=N_("Rythme observé (pente de Theil–Sen)"),
        answers=N_(
            "De combien la consommation change-t-elle par an, sans se laisser tromper par une année hors norme ?"
        ),
        formulas=(
            Formula(
                r"\hat{b} = \operatorname{med}_{i<j} \frac{v_j - v_i}{y_j - y_i}",
                N_("rythme = médiane des pentes entre toutes les paires d'années"),
            ),
            Formula(
                r"\hat{r} = \exp\Bigl(\operatorname{med}_{i<j} \frac{\ln v_j - \ln v_i}{y_j - y_i}\Bigr) - 1",
                N_("en pourcentage par an : la même médiane, sur les logarithmes"),
            ),
        ),
        units=N_("Unité de l'indicateur par an, ou pourcentage par an. Intervalle à {share} %, par les rangs."),
        source=N_(
            "Theil, 1950 ; Sen, Journal of the American Statistical Association 63, 1968. Calcul : scipy, theilslopes."
        ),
        limits=(
            N_("Seules les années comparables comptent : rien ne franchit une rupture."),
            N_("Sur peu d'années l'intervalle est large ; il faut au moins {enough} points pour donner un statut."),
        ),
        example=_observed,
        explains=(trend.theil_sen, trend.theil_sen_rate),
        params={"enough": progress.ENOUGH_POINTS, "share": CONFIDENCE * 100},
    ),
    Method(
        key="acceleration",
        theme=Theme.TARGETS,
        name=N_("Facteur d'accélération"),
        answers=N_("Combien de fois plus vite faudrait-il avancer ?"),
        formulas=(
            Formula(
                r"f = \frac{r}{\hat{b}}",
                N_("facteur = rythme nécessaire ÷ rythme observé ; négatif si la série s'éloigne de l'objectif"),
            ),
        ),
        units=N_("Sans unité. Les deux rythmes sont par an, dans la même unité."),
        source=N_(
            "« Acceleration factor », Methodology Underpinning the State of Climate Action Series, World Resources "
            "Institute et Systems Change Lab, 2024."
        ),
        limits=(
            N_("Quand le rythme observé est presque nul, le facteur devient immense et ne dit plus rien de précis."),
            N_("À partir de {twice}, le rythme devrait au moins doubler : « loin de la trajectoire »."),
        ),
        example=_acceleration,
        explains=(progress.acceleration, progress.arrival_year),
        params={"twice": progress.TWICE},
    ),
    Method(
        key="fan",
        theme=Theme.TARGETS,
        name=N_("Éventail de projection"),
        answers=N_("Où mène le rythme actuel, et avec quelle marge ?"),
        formulas=(
            Formula(
                r"\ln \hat{v}(x) \pm t_{n-2}\, s \sqrt{1 + \frac{1}{n} + \frac{(x - \bar{x})^2}{S_{xx}}}",
                N_(
                    "sur les logarithmes : droite des moindres carrés, plus ou moins le quantile de Student × l'écart "
                    "type des résidus × une racine qui grandit à mesure que l'on s'éloigne des années observées"
                ),
            ),
        ),
        units=N_("Unité de l'indicateur. Intervalle de prévision à {share} % d'une année de plus."),
        source=N_("Régression linéaire ordinaire, tout manuel de statistique ; vérifiée contre statsmodels."),
        limits=(
            N_("Suppose que rien ne change : ni mesure nouvelle, ni crise. C'est un prolongement, pas une promesse."),
            N_("Il faut au moins {least} années et des valeurs positives. 2020 et 2021 peuvent être mises de côté."),
        ),
        example=_fan,
        explains=(forecast.forecast,),
        params={"least": forecast.LEAST_POINTS, "share": CONFIDENCE * 100},
    ),
)
