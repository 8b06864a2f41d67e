"""What is covered, in words: the sentence that answers, and what each letter of the matrix means."""

from collections.abc import Mapping

from observatory.answers.coverage import ABSENT, Matrix, Series
from observatory.answers.facts import PRODUCTION
from observatory.wording import labels
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import number, year_list
from observatory.wording.phrases import shown
from observatory.wording.typography import capital

STATES = ("measured", "estimated", "partial", "withheld", ABSENT)
LETTERS: Mapping[str, str] = {"measured": "M", "estimated": "E", "partial": "P", "withheld": "N", ABSENT: "–"}
ENTERS, LEAVES = "→", "←"
GROUPS_NAMED = 3
_COVERED = P_(
    "{what} : {covered} commune sur {total}, {years}.",
    "{what} : {covered} communes sur {total}, {years}.",
)
_LACKS = P_("{names} manque en {years}.", "{names} manquent en {years}.")
_SOME = P_(
    "{count} autre commune n'a pas toutes les années.",
    "{count} autres communes n'ont pas toutes les années.",
)
_NEVER = P_("{names} n'a aucune donnée.", "{names} n'ont aucune donnée.")

_BREAKS = P_("{name} : {count} rupture connue.", "{name} : {count} ruptures connues.")
_FILES = P_("{count} fichier reçu, qui compte.", "{count} fichiers reçus, qui comptent tous.")
_FILES_COUNTING = P_(
    "{count} fichier reçu, qui ne compte plus.", "{count} fichiers reçus ; comptent encore : {counting}."
)


def series(one: Series, language: str) -> str:
    """« Électricité, Agence ORE, consommation par commune »; a source of production says that it is one."""
    source = labels.source(one.title or one.source, language)
    if one.fact == PRODUCTION:
        return capital(source)
    subject = labels.carrier(one.carrier, language) if one.carrier else translate("émissions", language)
    return capital(f"{subject}, {source}")


def sentence(found: Matrix, language: str) -> str:
    """How many communes have which years."""
    what = series(found.series, language)
    some = found.counts.filter(found.counts["communes"] > 0)
    if some.is_empty():
        return translate("{what} : aucune donnée pour {name}.", language, what=what, name=found.name)
    covered = found.communes - len(found.never())
    words = {
        "what": what,
        "covered": number(covered, language=language),
        "total": number(found.communes, language=language),
        "years": year_list(some["year"].to_list(), language),
    }
    return translate_plural(_COVERED, covered, language, **words)


def lacks(found: Matrix, language: str) -> list[str]:
    """Which communes miss which years, those alike together; the first ones named, the rest counted."""
    if len(found.never()) == found.communes:
        return []
    groups = sorted(found.gaps().items(), key=lambda group: (-len(group[1]), group[0]))
    told = [
        translate_plural(_LACKS, len(names), language, names=shown(names, language), years=year_list(years, language))
        for names, years in groups[:GROUPS_NAMED]
    ]
    rest = sum(len(names) for names, _ in groups[GROUPS_NAMED:])
    if rest:
        told.append(translate_plural(_SOME, rest, language, count=number(rest, language=language)))
    never = found.never()
    if never:
        told.append(translate_plural(_NEVER, len(never), language, names=shown(never, language)))
    return told


def meaning(state: str, language: str) -> str:
    """What a letter of the matrix means."""
    return labels.status(state, language)


def moves(language: str) -> list[tuple[str, str]]:
    """The signs beside the letters, and what they mean."""
    return [
        (ENTERS, translate(N_("la commune entre dans les données cette année-là"), language)),
        (LEAVES, translate(N_("la commune en sort cette année-là"), language)),
    ]


def breaks_counted(name: str, count: int, language: str) -> str:
    """How many breaks a territory has."""
    if not count:
        return translate("{name} : aucune rupture connue.", language, name=name)
    return translate_plural(_BREAKS, count, language, name=name, count=number(count, language=language))


def files_counted(count: int, counting: int, language: str) -> str:
    """How many files were received, and how many of them still count."""
    numbers = {"count": number(count, language=language), "counting": number(counting, language=language)}
    if count == counting:
        return translate_plural(_FILES, count, language, **numbers)
    return translate_plural(_FILES_COUNTING, count, language, **numbers)
