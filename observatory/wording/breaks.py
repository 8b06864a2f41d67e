"""Why a series is cut, in words: short on the figure, long under it."""

from collections.abc import Mapping, Sequence

from observatory.answers.contract import Break
from observatory.wording import labels
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import year_list, year_span
from observatory.wording.phrases import Params, Variants, phrase
from observatory.wording.typography import capital

_LABELS: Mapping[str, Variants] = {
    "operator_enters": (
        P_(
            "{year} : le gestionnaire {operators} entre dans les données",
            "{year} : les gestionnaires {operators} entrent dans les données",
            by="operators",
        ),
        P_(
            "{year} : un réseau ou un gestionnaire entre dans les données",
            "{year} : {count_operators} réseaux ou gestionnaires entrent dans les données",
            by="operators",
        ),
        N_("{year} : un gestionnaire de réseau entre dans les données"),
    ),
    "operator_leaves": (
        P_(
            "{year} : le gestionnaire {operators} sort des données",
            "{year} : les gestionnaires {operators} sortent des données",
            by="operators",
        ),
        P_(
            "{year} : un réseau ou un gestionnaire sort des données",
            "{year} : {count_operators} réseaux ou gestionnaires sortent des données",
            by="operators",
        ),
        N_("{year} : un gestionnaire de réseau sort des données"),
    ),
    "communes_appear": (
        P_("{year} : {names} entre dans les données", "{year} : {names} entrent dans les données", by="names"),
        P_(
            "{year} : une commune entre dans les données",
            "{year} : {count_communes} communes entrent dans les données",
            by="communes",
        ),
        N_("{year} : des communes entrent dans les données"),
    ),
    "communes_disappear": (
        P_("{year} : {names} sort des données", "{year} : {names} sortent des données", by="names"),
        P_(
            "{year} : une commune sort des données",
            "{year} : {count_communes} communes sortent des données",
            by="communes",
        ),
        N_("{year} : des communes sortent des données"),
    ),
    "category_created": (N_("{year} : nouvelle répartition par secteur"),),
    "carrier_enters": (
        N_("{year} : le total compte aussi {the_carriers}"),
        N_("{year} : une énergie entre dans le total"),
    ),
    "carrier_leaves": (N_("{year} : le total ne compte plus {the_carriers}"), N_("{year} : une énergie sort du total")),
    "years_missing": (
        N_("{span_missing} : pas de donnée {of_carrier}"),
        P_("{span_missing} : année manquante", "{span_missing} : années manquantes", by="missing"),
        N_("Avant {year} : années manquantes"),
    ),
    "unspecified_moves": (
        N_("{year} : la part sans secteur précisé gagne {moved} points"),
        N_("{year} : la part sans secteur précisé change"),
    ),
    "unspecified_moves:down": (N_("{year} : la part sans secteur précisé perd {moved} points"),),
    "station_changes": (N_("{year} : changement de station météo"),),
}
_OTHER_LABEL: Variants = (N_("{year} : les chiffres ne décrivent plus la même chose"),)

_CAUSES: Mapping[str, Variants] = {
    "operator_enters": (
        P_(
            "le gestionnaire {operators} entre dans les données en {year}, avec {share} du total de cette année-là",
            "les gestionnaires {operators} entrent dans les données en {year}, avec {share} du total de cette année-là",
            by="operators",
        ),
        P_(
            "le gestionnaire {operators} entre dans les données en {year}",
            "les gestionnaires {operators} entrent dans les données en {year}",
            by="operators",
        ),
        P_(
            "un réseau ou un gestionnaire entre dans les données en {year}",
            "{count_operators} réseaux ou gestionnaires entrent dans les données en {year}",
            by="operators",
        ),
        N_("un gestionnaire de réseau entre dans les données en {year}"),
    ),
    "operator_leaves": (
        P_(
            "le gestionnaire {operators} sort des données en {year}, avec {share} du total de l'année d'avant",
            "les gestionnaires {operators} sortent des données en {year}, avec {share} du total de l'année d'avant",
            by="operators",
        ),
        P_(
            "le gestionnaire {operators} sort des données en {year}",
            "les gestionnaires {operators} sortent des données en {year}",
            by="operators",
        ),
        P_(
            "un réseau ou un gestionnaire sort des données en {year}",
            "{count_operators} réseaux ou gestionnaires sortent des données en {year}",
            by="operators",
        ),
        N_("un gestionnaire de réseau sort des données en {year}"),
    ),
    "communes_appear": (
        P_("{names} entre dans les données en {year}", "{names} entrent dans les données en {year}", by="names"),
        P_(
            "une commune entre dans les données en {year}",
            "{count_communes} communes entrent dans les données en {year}",
            by="communes",
        ),
        N_("des communes entrent dans les données en {year}"),
    ),
    "communes_disappear": (
        P_("{names} sort des données en {year}", "{names} sortent des données en {year}", by="names"),
        P_(
            "une commune sort des données en {year}",
            "{count_communes} communes sortent des données en {year}",
            by="communes",
        ),
        N_("des communes sortent des données en {year}"),
    ),
    "category_created": (
        N_(
            "une nouvelle catégorie de clients ({category}) prend sa part aux secteurs en {year}, mais les totaux se "
            "suivent"
        ),
        N_("une nouvelle catégorie de clients prend sa part aux secteurs en {year}, mais les totaux se suivent"),
    ),
    "carrier_enters": (
        N_("le total compte aussi {the_carriers} à partir de {year}"),
        N_("une énergie entre dans le total en {year}"),
    ),
    "carrier_leaves": (
        N_("le total ne compte plus {the_carriers} à partir de {year}"),
        N_("une énergie sort du total en {year}"),
    ),
    "years_missing": (
        P_(
            "l'année {span_missing} n'est pas publiée ({carrier})",
            "les années {span_missing} ne sont pas publiées ({carrier})",
            by="missing",
        ),
        P_(
            "l'année {span_missing} n'est pas publiée",
            "les années {span_missing} ne sont pas publiées",
            by="missing",
        ),
        N_("des années ne sont pas publiées"),
    ),
    "unspecified_moves": (
        N_("la part sans secteur précisé gagne {moved} points en {year}, mais les totaux se suivent"),
        N_("la part sans secteur précisé change en {year}, mais les totaux se suivent"),
    ),
    "unspecified_moves:down": (
        N_("la part sans secteur précisé perd {moved} points en {year}, mais les totaux se suivent"),
    ),
    "station_changes": (
        N_(
            "la station météo change en {year} ({before}, puis {after}), et deux stations ne se mettent pas bout à bout"
        ),
        N_("la station météo change en {year}, et deux stations ne se mettent pas bout à bout"),
    ),
}
_OTHER_CAUSE: Variants = (N_("les chiffres ne décrivent plus la même chose en {year}"),)

# The cause follows « car »: one colon a sentence, after what is cut.
_SENTENCE = P_(
    "{cut}l'année {span} n'est pas comparable aux suivantes, car {cause}. {comparable}",
    "{cut}les années {span} ne sont pas comparables aux suivantes, car {cause}. {comparable}",
)
_NOTHING_BEFORE = N_("{cut}les années d'avant {year} ne sont pas comparables aux suivantes, car {cause}. {comparable}")
_STOPS = N_("{cut}la série s'arrête en {last}, car {cause}. {comparable}")


def break_label(break_: Break, language: str, *, name: str | None = None) -> str:
    """The words beside the mark on the figure; `name` tells which series is cut where there are several.

    >>> break_label(Break(year=2018, cause="category_created"), "en")
    '2018: new split by sector'
    """
    text = phrase(_LABELS.get(_key(break_), _OTHER_LABEL), _params(break_), language)
    return translate("{name}, {text}", language, name=name, text=text) if name else text


def break_sentence(
    break_: Break,
    language: str,
    *,
    years: Sequence[int] = (),
    comparable: tuple[int, int] | None = None,
    name: str | None = None,
) -> str:
    """Which years do not compare, why, and which do.

    `years` are those of the figure, if they are to be named; `comparable` the span that `Change.comparable` gives.
    """
    gap = frozenset(break_.params.get("missing", ()))
    before = [year for year in years if year < break_.year and year not in gap]
    words = {
        "cut": _cut(break_, language, name=name),
        "cause": phrase(_CAUSES.get(_key(break_), _OTHER_CAUSE), _params(break_), language),
        "span": year_list(before, language),
        "comparable": translate("Années comparables : {span}.", language, span=year_span(*comparable))
        if comparable
        else "",
    }
    if gap and break_.year in gap:  # nothing resumes after it
        return capital(translate(_STOPS, language, last=min(gap) - 1, **words)).strip()
    if not before:
        return capital(translate(_NOTHING_BEFORE, language, year=break_.year, **words)).strip()
    return capital(translate_plural(_SENTENCE, len(before), language, **words)).strip()


def break_cause(break_: Break, language: str) -> str:
    """Why the figures do not describe the same thing, by itself."""
    return capital(phrase(_CAUSES.get(_key(break_), _OTHER_CAUSE), _params(break_), language)) + "."


def _cut(break_: Break, language: str, *, name: str | None) -> str:
    """What is cut, before the colon: a territory, an energy, a sector or their split; empty for a plain total."""
    carrier = labels.carrier(break_.carrier, language) if break_.carrier else None
    sector = labels.sector(break_.sector, language) if break_.sector else None
    split = translate("par secteur", language) if break_.sectors_only else None
    named = ", ".join(part for part in (name, carrier, sector, split) if part)
    return translate("{named} : ", language, named=named) if named else ""


def _key(break_: Break) -> str:
    """The cause, and the way that a share moves."""
    return f"{break_.cause}:down" if break_.params.get("points", 0) < 0 else break_.cause


def _params(break_: Break) -> Params:
    """The parameters of a break, with one spelling for its operators and the size of what moves."""
    params = {**break_.params, "year": break_.year}
    if "points" in params:
        params["moved"] = round(abs(params["points"]) * 100)
    return {"operators": [params["operator"]], **params} if "operator" in params else params
