"""Every table of facts: its columns, units, grain, key and row rules; one file per kind of fact.

A schema is a class body (dataframely): `filter` returns the rows that hold and those that fail with the name of the
rule, and that name is the stable code of the finding.
"""

from observatory.schemas.amounts import EMISSIONS, ENERGY
from observatory.schemas.degree_days import DEGREE_DAYS
from observatory.schemas.fact import Fact, slices
from observatory.schemas.memberships import GROUPS
from observatory.schemas.perimeters import PERIMETERS
from observatory.schemas.production import PRODUCTION
from observatory.schemas.site_use import SITE_USE
from observatory.schemas.temperatures import TEMPERATURES

FACTS = (ENERGY, EMISSIONS, PRODUCTION, GROUPS, PERIMETERS, TEMPERATURES, DEGREE_DAYS, SITE_USE)

__all__ = [
    "DEGREE_DAYS",
    "EMISSIONS",
    "ENERGY",
    "FACTS",
    "GROUPS",
    "PERIMETERS",
    "PRODUCTION",
    "SITE_USE",
    "TEMPERATURES",
    "Fact",
    "slices",
]
