"""Codes that communes no longer bear, each with the commune of today that took it over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tools.reference_packages import Record, require

CURRENT = "commune-actuelle"
KINDS = {
    "commune-deleguee": "commune_deleguee",
    "commune-associee": "commune_associee",
    "arrondissement-municipal": "arrondissement",
}
# In an older version the same words may no longer be true: what was a delegated commune then
# may have been dissolved since. The last two types were given up by the package in 2019.
OLDER_KINDS = dict.fromkeys(KINDS, "merged") | {
    "commune-absorbee": "merged",
    "ancien-code": "renumbered",
}
PARENT_FIELDS = ("commune", "chefLieu", "communeAbsorbante", "nouveauCode")


@dataclass(frozen=True)
class Link:
    """One step from a code towards the commune that took it over."""

    target: str
    name: str
    kind: str


def current_communes(records: Iterable[Record]) -> dict[str, Record]:
    """Return the communes proper by code: no delegated or associated commune, no arrondissement."""
    return {record["code"]: record for record in records if record["type"] == CURRENT}


def parent_code(record: Record) -> str:
    """Return the code that a part, absorbed or renumbered commune belongs to: its own if none."""
    codes = (record[field] for field in (*PARENT_FIELDS, "code") if field in record)
    parent: str = next(codes)
    return parent


def part_links(records: Iterable[Record], *, kinds: Mapping[str, str] = KINDS) -> dict[str, Link]:
    """Link the delegated, associated communes and arrondissements of one package version."""
    return {
        record["code"]: Link(parent_code(record), record["nom"], kinds[record["type"]])
        for record in records
        if record["type"] in kinds and parent_code(record) != record["code"]
    }


def declared_links(records: Iterable[Record], names: Mapping[str, str]) -> dict[str, Link]:
    """Link the codes that a package version lists as `anciensCodes` of a commune.

    A code without a name of its own (Mayotte before it was a département) was only renumbered.
    """
    return {
        former: Link(
            record["code"],
            names.get(former, record["nom"]),
            "merged" if former in names else "renumbered",
        )
        for record in records
        for former in record.get("anciensCodes") or []
    }


def history_links(history: Iterable[Record]) -> dict[str, Link]:
    """Link the codes of the history since 1943, by the last thing that happened to each."""
    last: dict[str, Record] = {}
    for event in history:
        known = last.get(event["code"])
        if _destination(event) and (known is None or _when(event) >= _when(known)):
            last[event["code"]] = event
    return {
        code: Link(_destination(event), event["nom"], "merged" if "pole" in event else "renumbered")
        for code, event in last.items()
    }


def _when(event: Record) -> tuple[str, str]:
    return event.get("dateFin", "9999"), event.get("dateDebut", "")


def _destination(event: Record) -> str:
    """Return the other code that an event leads to, empty when it leads to none.

    Identifiers read `COM-38225@2016-01-01`: type, code, first day.
    """
    identifier: str = event.get("pole") or event.get("successeur") or ""
    code = identifier.partition("-")[2].partition("@")[0]
    return "" if code == event["code"] else code


def former_codes(newest: list[Record], older: list[list[Record]], history: list[Record]) -> dict[str, Link]:
    """Return every former code with its current commune, sorted by code.

    `older` runs from the most recent to the oldest. Where sources disagree the most recent
    wins, and within one version a delegated commune's seat wins over `anciensCodes`, which is
    not always refreshed. A code that is current again after a split is no former code.
    """
    today = current_communes(newest)
    steps = _steps(newest, older, history)
    return {
        code: Link(resolve(code, today, steps), link.name, link.kind)
        for code, link in sorted(steps.items())
        if code not in today
    }


def _steps(newest: list[Record], older: list[list[Record]], history: list[Record]) -> dict[str, Link]:
    """Return one step for each code, the most recent source first."""
    names = _names(newest, older, history)
    steps = part_links(newest)
    past = history_links(history)
    for records in (newest, *older):
        for links in (part_links(records, kinds=OLDER_KINDS), declared_links(records, names)):
            steps = _renumbered(links, past) | steps
    return past | steps


def _renumbered(links: Mapping[str, Link], past: Mapping[str, Link]) -> dict[str, Link]:
    """Give a link the kind that the history knows: a change of code is not a merger."""
    return {
        code: Link(link.target, link.name, past[code].kind if code in past else link.kind)
        for code, link in links.items()
    }


def _names(newest: list[Record], older: list[list[Record]], history: list[Record]) -> dict[str, str]:
    """Return the most recent name of every code."""
    names = {event["code"]: event["nom"] for event in sorted(history, key=_when)}
    for records in (*reversed(older), newest):
        names |= {record["code"]: record["nom"] for record in records}
    return names


def resolve(code: str, today: Mapping[str, Record], steps: Mapping[str, Link]) -> str:
    """Follow the steps from `code` to a commune of today.

    Raises `ReferenceDataError` when the chain ends elsewhere or turns in circles.
    """
    seen = [code]
    while seen[-1] not in today:
        require(seen[-1] in steps, f"no commune of today for {' -> '.join(seen)}")
        seen.append(steps[seen[-1]].target)
        require(seen[-1] not in seen[:-1], f"circular codes: {' -> '.join(seen)}")
    return seen[-1]
