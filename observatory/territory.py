"""How a territory is named: `38185`, `epci:200040715`, `epci:200040715@2025`, `dep:38`, `group:KEY`, `fr`.

An EPCI alone is that of today's communes; with a year, that of the communes it had then.

The same on the command line, in a link and in a saved screen.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from observatory.errors import QuestionRefused


class Kind(StrEnum):
    """What kind of territory, from the smallest."""

    COMMUNE = "commune"
    GROUP = "group"
    EPCI = "epci"
    DEPARTEMENT = "dep"
    FRANCE = "fr"


_SPELLED = {
    Kind.EPCI: re.compile(r"epci:([0-9]{9}(?:@[0-9]{4})?)"),
    Kind.DEPARTEMENT: re.compile(r"dep:([0-9]{2,3}|2[AB])"),
    Kind.GROUP: re.compile(r"group:([a-z0-9_]+)"),
    Kind.COMMUNE: re.compile(r"([0-9]{5}|2[AB][0-9]{3})"),
}


@dataclass(frozen=True)
class Territory:
    """One territory by its key: `insee_code`, `siren`, département's code or group's key; empty for France.

    The key of an EPCI as it was in a year is `siren@year`, as the perimeters of a snapshot are named.
    """

    kind: Kind
    key: str

    def __str__(self) -> str:
        if self.kind is Kind.FRANCE:
            return "fr"
        return self.key if self.kind is Kind.COMMUNE else f"{self.kind}:{self.key}"

    @property
    def is_area(self) -> bool:
        """Whether it holds several communes."""
        return self.kind is not Kind.COMMUNE

    @property
    def perimeter_year(self) -> int | None:
        """The year whose perimeter is meant; None where it is today's.

        >>> parse_territory("epci:200040715@2025").perimeter_year
        2025
        """
        _, _, year = self.key.partition("@")
        return int(year) if year else None

    def in_perimeter(self, year: int | None) -> "Territory":
        """The same EPCI with the communes of a year, or with today's."""
        siren, _, _ = self.key.partition("@")
        return Territory(self.kind, siren if year is None else f"{siren}@{year}")


def dated_name(name: str, year: int) -> str:
    """The name of an EPCI as it was in a year: its own, in French as names are, and never that of today's.

    >>> dated_name("Grenoble-Alpes-Métropole", 2018)
    'Grenoble-Alpes-Métropole (périmètre 2018)'
    """
    return f"{name} (périmètre {year})"


def parse_territory(text: str) -> Territory:
    """Read a territory's name. Raises QuestionRefused `territory_unreadable`.

    >>> str(parse_territory("epci:200040715"))
    'epci:200040715'
    """
    if text == "fr":
        return Territory(Kind.FRANCE, "")
    for kind, pattern in _SPELLED.items():
        if found := pattern.fullmatch(text.strip()):
            return Territory(kind, found[1])
    raise QuestionRefused("territory_unreadable", territory=text)
