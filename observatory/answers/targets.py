"""Which targets concern a territory: its own, and those of its communes."""

from observatory.store import Store, totals
from observatory.store import targets as kept
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.targets.contract import Origin
from observatory.territory import Territory


def of_territory(snapshot: Snapshot, store: Store, territory: Territory) -> tuple[Kept, ...]:
    """Targets that the territory itself, or one of its communes, adopted; its own first, then by number."""
    inside = {str(territory)}
    if territory.is_area:
        inside |= set(totals.members(snapshot, territory)["insee_code"])
    found = [one for one in kept.standing(store) if one.target.territory in inside]
    return tuple(sorted(found, key=lambda one: (one.target.territory != str(territory), one.number)))


def own(found: tuple[Kept, ...]) -> tuple[Kept, ...]:
    """Those that the territories' own bodies set: the others are read beside, without status."""
    return tuple(one for one in found if one.target.origin is Origin.OWN)
