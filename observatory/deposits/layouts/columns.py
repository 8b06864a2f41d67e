"""What each column of a table means, once its header, its neighbours and its cells are heard."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from observatory.deposits.fields import FIELDS
from observatory.deposits.layouts.aliases import COST, INDEX, PART, PASSED, REGISTERS
from observatory.deposits.layouts.head import Head, is_amount
from observatory.deposits.layouts.headers import unit_in, without_fluid
from observatory.deposits.layouts.mapping import IGNORED, MONTH, VALUES, YEAR, said_beside
from observatory.deposits.layouts.periods import period_of
from observatory.grammar import fold

SEVERAL = 2
_COSTS = ("cout_ht", "cout_ttc", "dont_abonnement")


@dataclass(frozen=True)
class Found:
    """One column: what it means and gives, the code of the reason with its parameters, and what its cells are like.

    `why` is that of `Said`, or `cells`, `first_column`, `across`, `beside` (a measure that no line has a place for),
    `already` (another column says it), `periods_elsewhere`, `repeated`, `cost_unclear`.
    """

    at: int
    label: str
    meaning: str
    given: Mapping[str, str]
    why: str
    like: frozenset[str]
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_value(self) -> bool:
        """Whether its cells are measures that are read."""
        return self.meaning in {*VALUES, COST}

    def left_out(self, why: str, **params: Any) -> "Found":
        """The same column, not read."""
        return replace(self, meaning=IGNORED, given={}, why=why, params=params)


Columns: TypeAlias = list[Found]
_KEYS = frozenset(FIELDS) - set(VALUES) | {YEAR, MONTH}
_PERIODS = ("periode", "date_debut", "date_fin", YEAR, MONTH)


def understood(head: Head, likenesses: Sequence[frozenset[str]]) -> Columns:
    """What the columns of a header mean, from A on."""
    columns = [
        Found(at, label, said.meaning, said.given, said.why, like, {"near": said.near} if said.near else {})
        for at, (label, said, like) in enumerate(zip(head.labels, head.said, likenesses, strict=True))
    ]
    amounts = {at for at, said in enumerate(head.said) if is_amount(said)}
    steps: tuple[Callable[[Columns], Columns], ...] = (
        lambda found: [_by_cells(one, is_amount=one.at in amounts) for one in found],
        _one_of_each,
        _dates_first,
        _across,
        _totals,
        _sites_across,
        _sites_named,
        _fluids_beside,
        _repeated,
    )
    for step in steps:
        columns = step(columns)
    said = {PASSED, INDEX, PART}
    return [replace(one, meaning=IGNORED) if one.meaning in said else one for one in columns]


def _by_cells(one: Found, *, is_amount: bool) -> Found:
    """Hear the cells where the header has two meanings, or none."""
    meaning, out = _heard(one.meaning, one.like)
    registers = set(fold(one.label).split("_")) & REGISTERS and one.why != "total"
    if out or (registers and (is_amount or one.is_value)):
        return one.left_out("cells" if out else "register")
    if meaning != one.meaning:
        part = {MONTH: one.label.strip()[0].upper()} if one.meaning == PART and "part" not in one.like else {}
        return replace(one, meaning=meaning, given={**one.given, **part})
    return one if one.meaning or one.why == "total" else _by_cells_alone(one, is_amount=is_amount)


def _by_cells_alone(one: Found, *, is_amount: bool) -> Found:
    """A header that names no field: over numbers, what it counts and where; over words, what most of them are."""
    kinds = [kind for kind in ("fluide", "nature", "unite") if kind in one.like and "number" not in one.like]
    if is_amount:
        site = {"site": _name_in(one.label)} if one.why == "unknown" and _name_in(one.label) else {}
        return replace(one, meaning=IGNORED if kinds else "consommation", given={**site, **one.given})
    return replace(one, meaning=kinds[0], why="cells") if kinds and one.why == "unknown" else one


def _name_in(label: str) -> str:
    """What a header names beside its unit: a site, but no register of a meter, nor a period."""
    bare = without_fluid(re.sub(r"[(\[][^)\]]*[)\]]", " ", label).strip())
    return "" if period_of(bare).given() or unit_in(bare) else bare


def _heard(meaning: str, like: frozenset[str]) -> tuple[str, bool]:
    """What a known header means over such cells, and whether it says nothing after all."""
    numbers, words = "number" in like, not like & {"number", "blank"}
    if (meaning == "releve" and numbers) or (meaning == COST and words):
        return meaning, True
    other = {
        "fluide": ("consommation", numbers),
        "nature": ("fluide", "fluide" in like),
        MONTH: ("periode", "periode" in like and "mois" not in like),
        "periode": (MONTH, "mois" in like and "periode" not in like),
        PART: (MONTH, bool(like & {"part", "mois"})),
    }
    if meaning == PART and not like & {"part", "mois", "blank"}:
        return "periode", "periode" not in like
    heard, holds = other.get(meaning, (meaning, False))
    return (heard if holds else meaning), False


def _one_of_each(columns: Columns) -> Columns:
    """Keep one column of each key, the surest and then the first; what others say is said already."""
    rank = {"alias": 0, "words": 0, "near": 1}
    kept: dict[str, Found] = {}
    for one in sorted(columns, key=lambda one: (rank.get(one.why, 2), one.at)):
        if one.meaning in _KEYS:
            kept.setdefault(one.meaning, one)
    return [
        one.left_out("already", header=kept[one.meaning].label)
        if one.meaning in kept and kept[one.meaning] is not one
        else one
        for one in columns
    ]


def _dates_first(columns: Columns) -> Columns:
    """Two dates say more than a period, and a period more than a year and a month apart."""
    have = {one.meaning for one in columns}
    if {"date_debut", "date_fin"} <= have:
        spare = {"periode", YEAR, MONTH}
    else:
        spare = {YEAR, MONTH} if "periode" in have else set()
    return [one.left_out("periods_elsewhere") if one.meaning in spare else one for one in columns]


def _across(columns: Columns) -> Columns:
    """Where periods stand across, leave out the keys that would say them again, and the measures of no period."""
    dated = [one for one in columns if one.is_value and _period(one)]
    keys = {one.meaning for one in columns if one.meaning in _PERIODS}
    whole = "periode" in keys or {"date_debut", "date_fin"} <= keys
    if len({_period(one) for one in dated}) < SEVERAL and (whole or keys & {MONTH, YEAR}):
        return [replace(one, given=_without(one.given, YEAR, MONTH)) if one.is_value else one for one in columns]
    if not dated:
        return columns
    said = {name for one in dated for name in one.given if name in {YEAR, MONTH}}
    spare = {name for name in _PERIODS if name in said or name not in {YEAR, MONTH}}
    return [
        one.left_out("periods_elsewhere")
        if one.meaning in spare
        else one.left_out(
            "total" if one.why == "total" or one.meaning == "consommation" else "beside", meaning=one.meaning
        )
        if (one.is_value or one.why == "total") and not _period(one)
        else one
        for one in columns
    ]


def _totals(columns: Columns) -> Columns:
    """A column of totals is read where nothing else says what it counts, and left out otherwise."""
    measured = {one.meaning for one in columns if one.is_value and one.why != "total"}
    alone = [one for one in columns if one.why == "total" and one.given.get("unite") and not _period(one)]
    if "consommation" not in measured and len(alone) == 1:
        return [replace(one, meaning="consommation", why="unit") if one is alone[0] else one for one in columns]
    indexes = [one for one in columns if one.meaning == INDEX]
    if "consommation" not in measured and len(indexes) == 1:
        told = replace(indexes[0], meaning="consommation", given={**indexes[0].given, "nature": "index"})
        return [told if one is indexes[0] else one for one in columns]
    return [one.left_out("total") if one.why == "total" else one for one in columns]


def _sites_across(columns: Columns) -> Columns:
    """Sites that stand across are what their header says, unless a column says the site."""
    have = {one.meaning for one in columns}
    named = {one.given["site"] for one in columns if one.is_value and "site" in one.given}
    if "site" in have or len(named) < SEVERAL:
        columns = [replace(one, given=_without(one.given, "site")) for one in columns]
    if any(one.is_value for one in columns):
        return columns
    free = [one for one in columns if one.why == "unknown" and "number" in one.like and "column_" not in one.label]
    if not free or "site" in have or not have & set(_PERIODS):
        return columns
    return [
        replace(one, meaning="consommation", given={**one.given, "site": one.label}, why="across")
        if one in free
        else one
        for one in columns
    ]


def _sites_named(columns: Columns) -> Columns:
    """Where no header says the site, it is the first column of other words."""
    if any(one.meaning == "site" or "site" in one.given for one in columns):
        return columns
    words = (one for one in columns if not one.meaning and not one.like & {"number", "blank", "periode", "mois"})
    first = next((one for one in words if one.why not in {"already", "cells", "total", "periods_elsewhere"}), None)
    if first is None or first.at > min((one.at for one in columns if one.is_value), default=first.at):
        return columns
    return [replace(one, meaning="site", given={}, why="first_column") if one is first else one for one in columns]


def _fluids_beside(columns: Columns) -> Columns:
    """The one fluid that headers name is that of every measure; as many costs as fluids follow the one on the left."""
    for name in ("nature", "fluide"):
        named = {one.given[name] for one in columns if one.is_value and name in one.given}
        if len(named) == 1:
            only = {name: next(iter(named))}
            columns = [replace(one, given={**only, **one.given}) if one.is_value else one for one in columns]
    fluids = [one for one in columns if one.meaning == "consommation" and "fluide" in one.given]
    if len({one.given["fluide"] for one in fluids}) < SEVERAL or any(one.meaning == "fluide" for one in columns):
        return columns
    for meaning in (*_COSTS, COST):
        bare = [one for one in columns if one.meaning == meaning and "fluide" not in one.given]
        if not bare:
            continue
        beside = len(bare) == len(fluids)
        columns = [
            one
            if one not in bare
            else replace(one, given={**_left(one, fluids), **one.given})
            if beside
            else one.left_out("beside", meaning=one.meaning)
            for one in columns
        ]
    return columns


def _left(one: Found, fluids: Sequence[Found]) -> dict[str, str]:
    """The fluid of the nearest consumption before a column, or of the first one."""
    before = [other for other in fluids if other.at < one.at] or list(fluids[:1])
    return {"fluide": before[-1].given["fluide"]}


def _repeated(columns: Columns) -> Columns:
    """Of several columns of one measure in one block, take the one that says it is the total; else none is known."""
    blocks: dict[tuple[object, ...], list[Found]] = {}
    for one in columns:
        if one.is_value:
            blocks.setdefault((one.meaning, *said_beside(one.given)), []).append(one)
    for same in blocks.values():
        totals = [one for one in same if "total" in one.label.lower()]
        kept = same[0] if len(same) == 1 else totals[0] if len(totals) == 1 else None
        headers = [one.label for one in same]
        columns = [
            one.left_out("beside" if kept else "repeated", headers=headers, meaning=one.meaning)
            if one in same and one is not kept
            else one
            for one in columns
        ]
    return columns


def _period(one: Found) -> tuple[str | None, str | None] | None:
    period = (one.given.get(YEAR), one.given.get(MONTH))
    return None if period == (None, None) else period


def _without(given: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in given.items() if name not in names}
