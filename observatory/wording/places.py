"""Names of territories inside a French sentence: « d'Échirolles », « au Pont-de-Claix », « dans l'Isère »."""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from observatory.territory import Kind
from observatory.wording.language import N_, SOURCE_LANGUAGE, translate


class Form(NamedTuple):
    """A name as a subject, after « de », and as a place; `{name}` lacks the article that the form has."""

    subject: str
    of: str
    at: str


_PLAIN = Form("{name}", N_("de {name}"), N_("à {name}"))
_ELIDED = Form("{name}", "d'{name}", "à {name}")
_GROUP = Form(N_("le groupe « {name} »"), N_("du groupe « {name} »"), N_("dans le groupe « {name} »"))
_ARTICLES: Mapping[str, Form] = {
    "le": Form("le {name}", "du {name}", "dans le {name}"),
    "la": Form("la {name}", "de la {name}", "dans la {name}"),
    "l'": Form("l'{name}", "de l'{name}", "dans l'{name}"),
    "les": Form("les {name}", "des {name}", "dans les {name}"),
    "en": Form("la {name}", "de la {name}", "en {name}"),
}
# A commune's own article merges with the preposition and keeps its capital elsewhere (the official names).
_OWN_ARTICLES: Mapping[str, Form] = {
    "Le ": Form("Le {name}", "du {name}", "au {name}"),
    "Les ": Form("Les {name}", "des {name}", "aux {name}"),
}
_FEMININE_EPCI = ("CC ", "CA ", "CU ", "Métropole ", "Communauté ", "Eurométropole ")
# Départements whose article is neither « la » nor « l' ».
_DEPARTEMENTS: Mapping[str, frozenset[str]] = {
    "le": frozenset({
        "Bas-Rhin", "Calvados", "Cantal", "Cher", "Doubs", "Finistère", "Gard", "Gers", "Haut-Rhin", "Jura",
        "Loir-et-Cher", "Loiret", "Lot", "Lot-et-Garonne", "Morbihan", "Nord", "Pas-de-Calais", "Puy-de-Dôme",
        "Rhône", "Tarn", "Tarn-et-Garonne", "Territoire de Belfort", "Val-d'Oise", "Val-de-Marne", "Var", "Vaucluse",
    }),
    "les": frozenset({
        "Alpes-Maritimes", "Alpes-de-Haute-Provence", "Ardennes", "Bouches-du-Rhône", "Côtes-d'Armor", "Deux-Sèvres",
        "Hautes-Alpes", "Hautes-Pyrénées", "Hauts-de-Seine", "Landes", "Pyrénées-Atlantiques", "Pyrénées-Orientales",
        "Vosges", "Yvelines",
    }),
    "": frozenset({"La Réunion", "Mayotte", "Paris"}),
}  # fmt: skip


def subject(name: str, language: str, *, kind: Kind = Kind.COMMUNE) -> str:
    """A territory as the subject of a sentence.

    >>> subject("Isère", "fr", kind=Kind.DEPARTEMENT)
    "l'Isère"
    """
    form, bare = _form(name, kind, language)
    return translate(form.subject, language, name=bare)


def of(name: str, language: str, *, kind: Kind = Kind.COMMUNE) -> str:
    """A territory after « de ».

    >>> of("Le Pont-de-Claix", "fr"), of("Échirolles", "fr"), of("L'Albenc", "fr")
    ('du Pont-de-Claix', "d'Échirolles", "de L'Albenc")
    """
    form, bare = _form(name, kind, language)
    return translate(form.of, language, name=bare)


def at(name: str, language: str, *, kind: Kind = Kind.COMMUNE) -> str:
    """A territory as a place.

    >>> at("Les Adrets", "fr"), at("La Tronche", "fr"), at("Loire", "fr", kind=Kind.DEPARTEMENT)
    ('aux Adrets', 'à La Tronche', 'dans la Loire')
    """
    form, bare = _form(name, kind, language)
    return translate(form.at, language, name=bare)


def networks_of(name: str, language: str, *, kind: Kind) -> str:
    """The networks of a territory as the subject of a sentence: each is attached to one of its communes.

    >>> networks_of("Isère", "fr", kind=Kind.DEPARTEMENT)
    "les réseaux rattachés aux communes de l'Isère"
    """
    template = N_("les réseaux rattachés aux communes {of_place}")
    return translate(template, language, of_place=of(name, language, kind=kind))


def _form(name: str, kind: Kind, language: str) -> tuple[Form, str]:
    """The form that a name takes, and the name without an article that the form carries."""
    if kind is Kind.GROUP:
        return _GROUP, name
    if language != SOURCE_LANGUAGE:
        return _PLAIN, name
    if kind is Kind.DEPARTEMENT:
        return _departement_form(name), name
    if kind is Kind.FRANCE or name.startswith(_FEMININE_EPCI):
        return _ARTICLES["en" if kind is Kind.FRANCE else "la"], name
    article = next((article for article in _OWN_ARTICLES if name.startswith(article)), "")
    form = _ELIDED if _elides(name) else _PLAIN
    return _OWN_ARTICLES.get(article, form), name.removeprefix(article)


def _departement_form(name: str) -> Form:
    for article, names in _DEPARTEMENTS.items():
        if name in names:
            return _ARTICLES[article] if article else _PLAIN
    return _ARTICLES["l'" if _elides(name) else "la"]


def _elides(name: str) -> bool:
    """Whether « de » loses its vowel before a name; of the names in H, those in « Haut » alone are known to keep it."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()
    return first in set("AEIOUYŒ") or (first == "H" and not name.startswith("Haut"))
