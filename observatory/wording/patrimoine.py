"""What a commune pays for, in words: fluids, kinds of sites, the sentences of the page Patrimoine and its notes."""

from collections.abc import Mapping

from observatory.answers.patrimoine.price import PriceSplit
from observatory.answers.patrimoine.series import SiteSeries
from observatory.answers.patrimoine.sites import Weights
from observatory.answers.patrimoine.steady import Steady
from observatory.indicators import Indicator, Measure
from observatory.wording.language import N_, P_, translate
from observatory.wording.numbers import number, percent, quantity, year_span
from observatory.wording.phrases import Variants

KINDS: Mapping[str, str] = {
    "": N_("non précisé"),
    "town_hall": N_("mairie et bureaux"),
    "school": N_("école"),
    "sports": N_("sport"),
    "culture": N_("culture"),
    "social": N_("social et santé"),
    "technical": N_("ateliers et services techniques"),
    "worship": N_("lieu de culte"),
    "lighting": N_("éclairage public"),
    "water_works": N_("eau et assainissement"),
    "housing": N_("logement"),
    "vehicles": N_("véhicules"),
    "other": N_("autre"),
}
REASONS: Mapping[str, str] = {
    "transferred": N_("transféré"),
    "closed": N_("fermé"),
    "opened": N_("ouvert"),
    "deliveries": N_("livraisons"),
    "unvalued": N_("facture sans montant ou sans équivalent en énergie"),
    "incomplete": N_("année incomplète"),
}
MONTHS = (
    N_("janv."),
    N_("févr."),
    N_("mars"),
    N_("avr."),
    N_("mai"),
    N_("juin"),
    N_("juil."),
    N_("août"),
    N_("sept."),
    N_("oct."),
    N_("nov."),
    N_("déc."),
)
NOTES: Mapping[str, Variants] = {
    "sites_prorated": (
        N_(
            "Une facture à cheval sur deux mois ou deux années est partagée au prorata des jours. Une année de moins "
            "de 350 jours couverts est incomplète et n'est pas comparée."
        ),
    ),
    "sites_constant": (
        N_(
            "Périmètre constant : {kept} postes (un site et un fluide) sur {all}, {share} du total de la dernière "
            "année."
        ),
        N_("Périmètre constant : {kept} postes (un site et un fluide) sur {all}."),
        N_("Périmètre constant : les sites ouverts et tenus par la commune d'un bout à l'autre."),
    ),
    "sites_transferred": (
        P_(
            "Hors évolution, transféré pendant ces années : {names}. Ce n'est pas une économie.",
            "Hors évolution, transférés pendant ces années : {names}. Ce n'est pas une économie.",
        ),
        N_("Des sites transférés pendant ces années sont hors évolution : ce n'est pas une économie."),
    ),
    "sites_closed": (
        P_(
            "Hors évolution, fermé pendant ces années : {names}.",
            "Hors évolution, fermés pendant ces années : {names}.",
        ),
        N_("Des sites fermés pendant ces années sont hors évolution."),
    ),
    "sites_opened": (
        P_(
            "Hors évolution, ouvert pendant ces années : {names}.",
            "Hors évolution, ouverts pendant ces années : {names}.",
        ),
        N_("Des sites ouverts pendant ces années sont hors évolution."),
    ),
    "sites_deliveries": (
        P_(
            "Hors évolution, livré et non relevé (comparé sur trois ans, à part) : {names}.",
            "Hors évolution, livrés et non relevés (comparés sur trois ans, à part) : {names}.",
        ),
        N_("Les livraisons sont hors évolution : elles se comparent sur trois ans, à part."),
    ),
    "sites_unvalued": (
        P_(
            "Hors évolution, {count} site dont une facture n'a ni montant ni équivalent en énergie : {names}.",
            "Hors évolution, {count} sites dont une facture n'a ni montant ni équivalent en énergie : {names}.",
        ),
        N_("Des sites dont une facture n'a pas de montant ou pas d'équivalent en énergie sont hors évolution."),
    ),
    "sites_incomplete": (
        P_(
            "Hors évolution, {count} site dont une année est incomplète ou absente : {names}.",
            "Hors évolution, {count} sites dont une année est incomplète ou absente : {names}.",
        ),
        N_("Des sites dont une année est incomplète sont hors évolution."),
    ),
    "sites_cost_ttc": (N_("Euros toutes taxes comprises de l'année, sans correction de l'inflation."),),
    "sites_cost_ht": (N_("Euros hors taxes de l'année, sans correction de l'inflation."),),
    "sites_estimated": (
        N_("Une part est estimée par le fournisseur, faute de relevé : {years}."),
        N_("Une part est estimée par le fournisseur, faute de relevé."),
    ),
    "sites_without_dwellings": (
        N_("Sans les logements, ni les numéros de compteur, ni les commentaires : ils ne sont pas publics."),
    ),
}
CAVEATS: Mapping[str, Variants] = {
    "site_readings_dated": (
        N_(
            "Le fichier donne le jour d'un relevé, pas les jours qu'il couvre : un relevé court depuis le lendemain du "
            "précédent du même site, ou sur deux mois si aucun n'est connu dans les six mois d'avant. Les totaux de "
            "l'année sont peu touchés, les mois sont approchés."
        ),
    ),
    "site_meters_added": (
        N_("Plusieurs relevés d'un site le même jour sont plusieurs compteurs : ils sont additionnés."),
    ),
    "site_corrections_kept": (
        N_(
            "Une quantité négative corrige un relevé antérieur : elle est gardée, et l'année d'un petit site peut en "
            "devenir négative. Le 31 décembre est un arrêté de facturation, pas un pic."
        ),
    ),
    "site_day_month_turned": (
        N_(
            "Dans ce fichier, le jour et le mois sont inversés jusqu'au 12 de chaque mois (2022-01-03 est le 1er "
            "mars) : ils sont remis à leur place."
        ),
    ),
}
REFUSALS: Mapping[str, Variants] = {
    "indicator_of_sites": (
        N_(
            "« {label_indicator} » se lit commune par commune, sur la page Patrimoine : le patrimoine et le territoire "
            "ne se mélangent pas."
        ),
        N_("Cet indicateur se lit commune par commune, sur la page Patrimoine."),
    ),
    "sites_of_a_commune": (
        N_(
            "Le patrimoine se lit commune par commune : celui d'un EPCI ou d'un département n'est pas la somme de "
            "ceux de ses communes. Choisissez une commune."
        ),
    ),
    "target_sites_without_sectors": (
        N_("Le patrimoine ne se répartit pas par secteur. Retirez les secteurs de cet objectif."),
    ),
}
STORE: Mapping[str, Variants] = {
    "site_dates_cross": (
        N_("« {site} » finirait le {until}, avant son ouverture le {opened}. Corrigez l'une des deux dates."),
        N_("Un site finirait avant son ouverture. Corrigez l'une des deux dates."),
    ),
}
_AMONG_PARTS: Mapping[Measure, str] = {
    Measure.SITE_ENERGY: N_("de l'énergie du patrimoine"),
    Measure.SITE_WATER: N_("de l'eau du patrimoine"),
    Measure.SITE_COST: N_("de la dépense du patrimoine"),
}


def kind(code: str, language: str) -> str:
    """What a site is."""
    return translate(KINDS[code], language)


def reason(code: str, language: str) -> str:
    """Why a site is set aside from a change."""
    return translate(REASONS[code], language)


def headline(name: str, series: SiteSeries, lately: Steady, language: str) -> str:
    """The answer of the page: how much in the last year, and its change over one on a constant perimeter."""
    unit = series.indicator.unit
    if not lately.years:
        return translate(
            "{name} : aucune année n'est assez couverte par des factures pour être comparée", language, name=name
        )
    last = lately.years[-1]
    words = {"name": name, "value": quantity(lately.whole(last), unit, language=language), "year": last}
    moved = lately.percent(lately.years[0], last) if len(lately.years) > 1 else None
    if moved is None:
        return translate("Patrimoine, {name} : {value} en {year}", language, **words)
    told = percent(moved, language=language, digits=None)
    return translate(
        "Patrimoine, {name} : {value} en {year}, {percent} par rapport à {before} à périmètre constant",
        language,
        **words,
        percent=told,
        before=lately.years[0],
    )


def facts(series: SiteSeries, lately: Steady, language: str) -> tuple[tuple[str, str], ...]:
    """The change on a constant perimeter, that of the total beside, and the long one."""
    if len(lately.years) < 2:  # noqa: PLR2004 - a change has two ends
        return ()
    first, last = lately.years[0], lately.years[-1]
    span = f"{last} / {first}"
    told = [
        (
            translate("{span}, périmètre constant", language, span=span),
            percent(lately.percent(first, last), language=language, digits=None),
        ),
        (
            translate("{span}, total facturé", language, span=span),
            percent(lately.whole_percent(first, last), language=language, digits=None),
        ),
    ]
    whole = series.steady
    if len(whole.years) > 2:  # noqa: PLR2004 - else it is the same change
        ends = whole.years[0], whole.years[-1]
        label = translate("{span}, périmètre constant", language, span=f"{ends[1]} / {ends[0]}")
        told.append((label, percent(whole.percent(*ends), language=language, digits=None)))
    return tuple(told)


def heaviest(found: Weights, asked: Indicator, language: str) -> str:
    """What the sites that weigh most make together."""
    if found.frame.height == found.sites:  # all of them make it all: the first is what there is to say
        first = found.frame.row(0, named=True)
        share = percent((first["share"] or 0.0) * 100, language=language, signed=False)
        words = {"site": first["site"], "share": share, "what": translate(_AMONG_PARTS[asked.numerator], language)}
        return translate("{site} : {share} {what} en {year}", language, **words, year=found.year)
    part = found.frame["share"].sum()
    shown = percent(float(part) * 100, language=language, signed=False)
    what = translate(_AMONG_PARTS[asked.numerator], language)
    words = {"count": found.frame.height, "share": shown, "what": what, "year": found.year}
    return translate("{count} sites font {share} {what} en {year}", language, **words)


def split_headline(found: tuple[PriceSplit, ...], language: str) -> str:
    """The change of cost, and which of quantity and price makes most of it."""
    first, last = found[0].year_from, found[0].year_to
    total = sum(one.after - one.before for one in found)
    used, price = sum(one.by_quantity for one in found), sum(one.by_price for one in found)
    words = {"span": year_span(first, last), "total": euros(total, language), "used": euros(used, language)}
    return translate(
        "Patrimoine : {total} de {span}, dont {used} par les quantités et {price} par les prix",
        language,
        **words,
        price=euros(price, language),
    )


def euros(value: float, language: str) -> str:
    """A change of cost, with its sign."""
    return f"{number(value, language=language, digits=0, signed=True)}\N{NO-BREAK SPACE}€"
