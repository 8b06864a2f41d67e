"""How a territory is named: `38185`, `epci:200040715`, `dep:38`, `group:KEY`, `fr`.

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
    Kind.EPCI: re.compile(r"epci:([0-9]{9})"),
    Kind.DEPARTEMENT: re.compile(r"dep:([0-9]{2,3}|2[AB])"),
    Kind.GROUP: re.compile(r"group:([a-z0-9_]+)"),
    Kind.COMMUNE: re.compile(r"([0-9]{5}|2[AB][0-9]{3})"),
}


@dataclass(frozen=True)
class Territory:
    """One territory by its key: `insee_code`, `siren`, département's code or group's key; empty for France."""

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
