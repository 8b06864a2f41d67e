"""What a person looks at (a page, a territory, years): the one form of a link, a saved screen and a document's section.

A link is written by people and by other programs: what cannot be read is told by a code and replaced by its default,
never raised.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from observatory.errors import QuestionRefused
from observatory.indicators import indicator
from observatory.settings import settings
from observatory.sources import registry as sources
from observatory.store.former import read_version
from observatory.territory import Territory, parse_territory
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES

SPLITS = ("", "carrier", "sector", "technology", "commune")
LANGUAGES = ("fr", "en")
LONGEST = 200  # characters of one value in a link

# How a link names each field: readers see links, so they are in French; values are the codes of the command line.
NAMES: Mapping[str, str] = {
    "territory": "territoire",
    "years": "annees",
    "indicator": "indicateur",
    "carriers": "energies",
    "sectors": "secteurs",
    "split": "decoupage",
    "source": "source",
    "version": "version",
    "language": "langue",
}
# What follows a person from page to page; the rest belongs to one page.
SHARED = frozenset({"territory", "years", "indicator", "source", "version", "language"})

_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


@dataclass(frozen=True)
class Problem:
    """A parameter that could not be read: a stable code and the parameters of its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


class View(BaseModel):
    """One state of the screen. `years` None means all, empty `carriers` or `sectors` mean all, `split` "" means none.

    `options` are the choices that only one page has, as (name, value), sorted.

    >>> View(territory="38185", years=(2015, 2023)).to_query()
    {'territoire': '38185', 'annees': '2015-2023'}
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: str = ""
    territory: str = Field(default_factory=lambda: settings().home)
    years: tuple[int, int] | None = None
    indicator: str = "energy"
    carriers: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    split: Literal["", "carrier", "sector", "technology", "commune"] = ""
    source: str | None = None
    version: str | None = None  # as the data stood: a snapshot's number, or a date
    language: Literal["fr", "en"] = Field(default_factory=lambda: "en" if settings().language == "en" else "fr")
    options: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> Territory:
        """The territory, read."""
        return parse_territory(self.territory)

    def option(self, name: str, default: str = "") -> str:
        """What was chosen under that name on this page."""
        return dict(self.options).get(name, default)

    def but(self, **changes: object) -> Self:
        """The same view with these fields changed; a name that is no field is an option, dropped where empty.

        >>> View().but(sectors=("residential",), mesure="base").to_query()
        {'secteurs': 'residential', 'mesure': 'base'}
        """
        fields = {name: value for name, value in changes.items() if name in type(self).model_fields}
        options = dict(self.options) | {name: str(value) for name, value in changes.items() if name not in fields}
        fields.setdefault("options", tuple(sorted((name, value) for name, value in options.items() if value)))
        return type(self).model_validate(dict(self) | fields)

    def shared(self, page: str) -> Self:
        """What remains of this view on another page."""
        return type(self)(page=page, **{name: getattr(self, name) for name in SHARED})

    def to_query(self) -> dict[str, str]:
        """The parameters of a link, without those that have their default value; the page is the link's path."""
        default = type(self)()
        written = {
            parameter: _text(getattr(self, name))
            for name, parameter in NAMES.items()
            if getattr(self, name) != getattr(default, name)
        }
        return written | dict(self.options)

    @classmethod
    def from_query(
        cls,
        query: Mapping[str, str],
        *,
        page: str = "",
        options: Collection[str] = (),
        mapped: Collection[str] = (),
    ) -> tuple[Self, tuple[Problem, ...]]:
        """Read a link's parameters: the view, and what could not be read and has its default value instead.

        Only the `options` that the page declares are kept; other unknown names (of mail trackers, say) are dropped.
        `mapped` are the keys of advisers' own tables, sources beside those that are published.

        >>> view, problems = View.from_query({"territoire": "38185", "annees": "hier"})
        >>> view.territory, view.years, problems[0].code
        ('38185', None, 'years_unreadable')
        """
        read: dict[str, object] = {}
        problems: list[Problem] = []
        readers = {**_READERS, "source": _one_of(sorted({*sources(), *mapped}))}
        for name, parameter in NAMES.items():
            if parameter in query:
                try:
                    read[name] = readers[name](query[parameter][:LONGEST])
                except QuestionRefused as refusal:
                    problems.append(Problem(refusal.code, refusal.params))
        chosen = {name: query[name][:LONGEST] for name in sorted(set(options) - set(NAMES.values())) if name in query}
        return cls.model_validate({**read, "page": page, "options": tuple(chosen.items())}), tuple(problems)


def read_years(text: str) -> tuple[int, int]:
    """Read `2015-2023` or `2023`. Raises QuestionRefused `years_unreadable`.

    >>> read_years("2023")
    (2023, 2023)
    """
    found = _YEARS.fullmatch(text)
    if found is None or int(found[1]) > int(found[2] or found[1]):
        raise QuestionRefused("years_unreadable", years=text)
    return int(found[1]), int(found[2] or found[1])


def _text(value: object) -> str:
    if isinstance(value, tuple):
        first = value[0] if value else ""
        return f"{first}-{value[1]}" if isinstance(first, int) else ",".join(value)
    return "" if value is None else str(value)


def _version(text: str) -> str:
    read_version(text)
    return text


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise QuestionRefused("parameter_unknown", value=text, known=[one for one in known if one])
        return text

    return read


def _some_of(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    read = _one_of(known)
    return lambda text: tuple(dict.fromkeys(read(part.strip()) for part in text.split(",") if part.strip()))


_READERS: Mapping[str, Callable[[str], object]] = {
    "territory": lambda text: str(parse_territory(text)),
    "years": read_years,
    "indicator": lambda text: indicator(text).key,
    "carriers": _some_of(CARRIER_CODES),
    "sectors": _some_of(SECTOR_CODES),
    "split": _one_of(SPLITS),
    "version": _version,
    "language": _one_of(LANGUAGES),
}
