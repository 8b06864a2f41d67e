"""The lines around a figure: what it shows, what it covers, where it comes from."""

from collections.abc import Sequence
from datetime import datetime

from observatory.answers.contract import Answer, Correction, GasBasis, Perimeter, SourceLine
from observatory.indicators import Measure
from observatory.vocabulary import CARRIER_CODES
from observatory.wording import labels, places
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import Scale, date, listing, month, number, percent, scale_for

WHOLE = 0.95  # of the inhabitants: from there on a total bears the area's name
_SEPARATOR = " · "
_NETWORKS = frozenset({"electricity", "gas", "heat_network", "cold_network"})
# What a sum of energies is expected to hold, and is told not to hold.
_EXPECTED = ("oil_products", "wood")
_COVERAGE = P_("{covered} commune sur {total}", "{covered} communes sur {total}")
_ATTACHED = P_("réseaux rattachés à {count} commune", "réseaux rattachés à {count} communes")
_VINTAGES = P_("millésime {vintages}", "millésimes {vintages}")
_BASES = {GasBasis.PCS: N_("PCS"), GasBasis.PCI: N_("PCI")}
_STATED = {
    "mapped_climate_corrected": N_("corrigé du climat"),
    "mapped_climate_real": N_("climat réel"),
    "mapped_gas_pci": N_("gaz publié en PCI"),
    "mapped_gas_pcs": N_("gaz publié en PCS"),
    "sites_deposited": N_("factures et relevés déposés par la commune"),
}
_YEARLY = frozenset({Measure.ENERGY, Measure.EMISSIONS, Measure.PRODUCTION})


def coverage(answer: Answer, language: str, *, carrier: str | None = None) -> str:
    """Which communes of an area a figure adds; empty for a commune.

    « 49 communes sur 512, 35 % des habitants », or « toutes les communes ». `carrier` is the one of a split that is
    spoken of; without it, carriers that cover other communes than one another are told one by one.
    """
    if not answer.question.territory.is_area:
        return ""
    apart = {} if carrier else _told_apart(answer)
    if not apart:
        return _covered(answer.perimeter.of(carrier), language)
    named = ((labels.carrier(code, language), _covered(one, language)) for code, one in apart.items())
    return translate(" ; ", language).join(
        translate("{coverage} ({carrier})", language, coverage=covered, carrier=name) for name, covered in named
    )


def _told_apart(answer: Answer) -> dict[str, Perimeter]:
    """Of figures split by carrier, the perimeter of each where they differ; empty where one sentence tells all."""
    if "carrier" not in answer.question.by:
        return {}
    found = {code: answer.perimeter.of(code) for code in _in_order(answer.perimeter.carriers)}
    covered = {(one.communes_covered, one.inhabitants_share, one.areal) for one in found.values()}
    return found if len(covered) > 1 else {}


def _covered(perimeter: Perimeter, language: str) -> str:
    count = number(perimeter.communes_covered, language=language)
    if perimeter.areal:
        return translate_plural(_ATTACHED, perimeter.communes_covered, language, count=count)
    if perimeter.communes_covered >= perimeter.communes_total:
        return translate("toutes les communes", language)
    total = number(perimeter.communes_total, language=language)
    communes = translate_plural(_COVERAGE, perimeter.communes_covered, language, covered=count, total=total)
    if perimeter.inhabitants_share is None:
        return communes
    share = percent(_told_share(perimeter.inhabitants_share), language=language, signed=False)
    return translate("{communes}, {share} des habitants", language, communes=communes, share=share)


def is_whole(answer: Answer, *, carrier: str | None = None) -> bool:
    """Whether a figure covers enough of its territory to bear its name; of a split, whether each part does.

    What networks deliver bears no territory's name: they are attached to some communes and serve others.
    """
    if not answer.question.territory.is_area:
        return True
    parts = [answer.perimeter.of(carrier)] if carrier else [*_told_apart(answer).values()] or [answer.perimeter]
    return all(_is_whole(one) for one in parts)


def _is_whole(perimeter: Perimeter) -> bool:
    everyone = perimeter.communes_covered >= perimeter.communes_total
    return not perimeter.areal and (everyone or (perimeter.inhabitants_share or 0.0) >= WHOLE)


def coverage_title(answer: Answer, language: str, *, carrier: str | None = None) -> str:
    """A territory's name, and what of it is covered where that is not nearly all."""
    if is_whole(answer, carrier=carrier):
        return answer.name
    covered = coverage(answer, language, carrier=carrier)
    return translate("{name} : {coverage}", language, name=answer.name, coverage=covered)


def subtitle(answer: Answer, language: str, *, scale: Scale | None = None) -> str:
    """Scope, what is counted, unit and kind of perimeter; `scale` is the figure's.

    « Territoire · électricité, tous secteurs · GWh par an · réseaux publics »
    """
    parts = [labels.scope(answer.indicator.scope, language), _what(answer, language), _unit(answer, scale, language)]
    if answer.question.correction is not Correction.NONE:
        parts.append(translate("corrigé des variations climatiques", language))
    published = not any(line.stated for line in answer.sources)  # an adviser's table may model what it tells
    if published and answer.perimeter.carriers and _NETWORKS.issuperset(answer.perimeter.carriers):
        parts.append(translate("réseaux publics", language))
    return _SEPARATOR.join(parts)


def perimeter_line(answer: Answer, language: str) -> str:
    """What is added and what is not; empty where there is nothing to say.

    « électricité + gaz ; hors produits pétroliers et bois-énergie ; 49 communes sur 512, 35 % des habitants »; of an
    EPCI, of which year its communes are: « périmètre d'aujourd'hui (2026) ».
    """
    added = " + ".join(labels.carrier(code, language) for code in _in_order(answer.perimeter.carriers))
    parts = [added, _left_out(answer, language), coverage(answer, language), _epci(answer, language)]
    return translate(" ; ", language).join(part for part in parts if part)


def _epci(answer: Answer, language: str) -> str:
    """Which of its perimeters an EPCI is read with."""
    year = answer.perimeter.epci_year
    return (
        ""
        if year is None
        else epci_perimeter(year, language, past=answer.question.territory.perimeter_year is not None)
    )


def epci_perimeter(year: int, language: str, *, past: bool) -> str:
    """The perimeter of an EPCI, past or today's.

    >>> epci_perimeter(2025, "fr", past=True)
    'périmètre de 2025'
    """
    named = N_("périmètre de {year}") if past else N_("périmètre d'aujourd'hui ({year})")
    return translate(named, language, year=year)


def source_line(answer: Answer, language: str) -> str:
    """Publishers, vintages and licences, then the version of the data.

    « Agence ORE, millésime 2023, Licence Ouverte · version des données n° 42 du 22/11/2026 »
    """
    return sourced(answer.sources, answer.snapshot, answer.published_at, language)


def sourced(sources: Sequence[SourceLine], snapshot: int, published_at: datetime, language: str) -> str:
    """The same, of sources and a version of the data."""
    version = translate(
        "version des données n° {number} du {day}", language, number=snapshot, day=date(published_at, language)
    )
    return _SEPARATOR.join(part for part in (publishers(sources, language), version) if part)


def publishers(sources: Sequence[SourceLine], language: str) -> str:
    """Publishers with their vintages and licences."""
    return translate(" ; ", language).join(_publisher(lines, language) for lines in _by_publisher(sources))


def place_with_coverage(answer: Answer, language: str, *, carrier: str | None = None) -> str:
    """A territory inside a sentence, after « pour » or before a colon, with what of it is covered."""
    name = places.subject(answer.name, language, kind=answer.question.territory.kind)
    if is_whole(answer, carrier=carrier):
        return name
    covered = coverage(answer, language, carrier=carrier)
    return translate("{name} ({coverage})", language, name=name, coverage=covered)


def _told_share(share: float) -> float:
    """A share is never rounded up to all of the inhabitants, nor down to none."""
    return min(max(share * 100, 1.0), 99.0)


def _what(answer: Answer, language: str) -> str:
    measure = answer.indicator.numerator
    if measure is Measure.ENERGY:
        carriers = (
            translate("par énergie", language) if "carrier" in answer.question.by else _carriers(answer, language)
        )
        return f"{carriers}, {_sectors(answer, language)}"
    if measure is Measure.EMISSIONS:
        return translate("gaz à effet de serre, {sectors}", language, sectors=_sectors(answer, language))
    label = translate(answer.indicator.label, language).lower()
    if "technology" in answer.question.by:
        return translate("{label}, par filière", language, label=label)
    return label


def _carriers(answer: Answer, language: str) -> str:
    """The energies added, gas with its basis."""
    codes = _in_order(answer.perimeter.carriers or answer.question.carriers)
    if not codes:
        return translate("toutes énergies", language)
    return listing([_with_basis(code, answer, language) for code in codes], language)


def _with_basis(code: str, answer: Answer, language: str) -> str:
    name = labels.carrier(code, language)
    if code != "gas" or answer.gas is None:
        return name
    return translate("{gas} ({basis})", language, gas=name, basis=translate(_BASES[answer.gas], language))


def _sectors(answer: Answer, language: str) -> str:
    if "sector" in answer.question.by:
        return translate("par secteur", language)
    codes = answer.question.sectors
    return (
        listing([labels.sector(code, language) for code in codes], language)
        if codes
        else translate("tous secteurs", language)
    )


def _unit(answer: Answer, scale: Scale | None, language: str) -> str:
    chosen = scale or scale_for(answer.frame["value"], answer.unit)
    unit = labels.unit(chosen.unit, language)
    return translate("{unit} par an", language, unit=unit) if answer.indicator.numerator in _YEARLY else unit


def _left_out(answer: Answer, language: str) -> str:
    """Of a sum of all energies, those it lacks; of emissions, what stays beside the total."""
    perimeter, question = answer.perimeter, answer.question
    if answer.indicator.numerator is Measure.EMISSIONS:
        return (
            translate("hors CO₂ de la biomasse et transports internationaux", language) if not question.sectors else ""
        )
    if answer.indicator.numerator is Measure.PRODUCTION:
        return translate("hors cogénération et autres filières", language)
    # What a publisher leaves unspecified may be of any carrier: nothing can then be told to lack.
    if question.carriers or not perimeter.carriers or "unspecified" in perimeter.carriers:
        return ""
    lacking = {*perimeter.carriers_left_out, *perimeter.never_published, *_EXPECTED} - set(perimeter.carriers)
    names = listing([labels.carrier(code, language) for code in _in_order(lacking)], language)
    return translate("hors {carriers}", language, carriers=names)


def _in_order(codes: Sequence[str] | set[str]) -> list[str]:
    return [code for code in CARRIER_CODES if code in codes]


def _by_publisher(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Lines of one publisher under one licence, together."""
    grouped: dict[tuple[str, str], list[SourceLine]] = {}
    for line in lines:
        grouped.setdefault((line.publisher, line.licence), []).append(line)
    return list(grouped.values())


def _publisher(lines: Sequence[SourceLine], language: str) -> str:
    found = sorted({vintage for line in lines for vintage in line.vintages if vintage})
    spelled = listing([month(vintage, language) for vintage in found], language)
    vintages = translate_plural(_VINTAGES, len(found), language, vintages=spelled) if found else ""
    stated = [translate(_STATED[code], language) for line in lines for code in line.stated if code in _STATED]
    parts = (lines[0].publisher, *_titles(lines), vintages, lines[0].licence, *dict.fromkeys(stated))
    return ", ".join(part for part in parts if part)


def _titles(lines: Sequence[SourceLine]) -> list[str]:
    """An adviser's own table by its title: its publisher has others."""
    return [line.title for line in lines if line.stated]
