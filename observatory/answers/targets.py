"""Which targets concern a territory: its own, those of its communes, and the benchmarks set above it."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from observatory.adoption import read_file
from observatory.store import Store, totals
from observatory.store import targets as kept
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.targets.contract import Origin, Target
from observatory.territory import Territory


def of_territory(
    snapshot: Snapshot, store: Store, territory: Territory, *, at: datetime | None = None
) -> tuple[Kept, ...]:
    """Targets that the territory itself, or one of its communes, adopted; its own first, then by number.

    Those of now, or those that counted at a moment (UTC).
    """
    inside = {str(territory)}
    if territory.is_area:
        inside |= set(totals.members(snapshot, territory)["insee_code"])
    found = [one for one in kept.standing(store, at=at) if one.target.territory in inside]
    return tuple(sorted(found, key=lambda one: (one.target.territory != str(territory), one.number)))


def own(found: tuple[Kept, ...]) -> tuple[Kept, ...]:
    """Those that the territories' own bodies set: the others are read beside, without status."""
    return tuple(one for one in found if one.target.origin is Origin.OWN)


def benchmarks(data: Path, territory: Territory) -> tuple[Kept, ...]:
    """National and regional targets (`data/targets.csv`) read on a territory: grey lines, never a status.

    Each is numbered from 0 down, so that none is taken for a target that was adopted here.
    """
    return tuple(
        Kept(-at, 1, kept.ADD, _SHIPPED, "", "", one.model_copy(update={"territory": str(territory)}))
        for at, one in enumerate(_shipped(data))
        if one.territory in {"fr", str(territory)}
    )


_SHIPPED = datetime.fromtimestamp(0, UTC).replace(tzinfo=None)


@cache
def _shipped(data: Path) -> tuple[Target, ...]:
    file = data / "targets.csv"
    return read_file(file.read_bytes(), file.name)
