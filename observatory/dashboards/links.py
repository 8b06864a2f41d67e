"""What a link shows: one dashboard, as the link's maker may show it today, over one version of the data."""

from dataclasses import dataclass

from observatory.dashboards import files, rights
from observatory.dashboards.contract import Dashboard
from observatory.dashboards.kept import Kept
from observatory.errors import ObservatoryError
from observatory.store import Store
from observatory.store import dashboards as rows
from observatory.store import links as store_links
from observatory.store.links import Link


@dataclass(frozen=True)
class Reached:
    """A link and the dashboard behind it; `dashboard.snapshot` is the version of the data, None for the latest."""

    link: Link
    dashboard: Dashboard


def reached(store: Store, typed: str) -> Reached:
    """What a link shows. Raises ObservatoryError `link_unknown`, `link_revoked`, `link_expired`, `link_empty`.

    The rights of its maker are those of today: whoever may no longer show a dashboard has no link to it either.
    """
    link = store_links.get(store, typed)
    try:
        dashboard = files.read(_declared(store, link).encode())
    except ObservatoryError as error:
        raise ObservatoryError("link_empty") from error
    if not rights.may_show(store, link.maker, dashboard):
        raise ObservatoryError("link_empty")
    return Reached(link, dashboard if link.snapshot is None else dashboard.but(snapshot=link.snapshot))


def make(
    store: Store, seen: Kept, *, maker: str, frozen: bool, snapshot: int, days: int | None, secret: str = ""
) -> Link:
    """A link to a dashboard; `frozen` keeps it and its data as they are, else it follows its changes.

    `maker` is the pseudonym of whoever makes it, whose rights it has. `snapshot` is the latest version of the data;
    `days` is how long it opens, None for without end.
    """
    return store_links.make(
        store,
        seen.number,
        maker=maker,
        version=seen.version if frozen else None,
        snapshot=(seen.dashboard.snapshot or snapshot) if frozen else None,
        days=days,
        secret=secret,
    )


def _declared(store: Store, link: Link) -> str:
    """The dashboard as the link has it; none once it is removed. Raises ObservatoryError `dashboard_unknown`."""
    last = rows.get(store, link.dashboard)
    if link.version is None:
        return last.declared
    return next(one.declared for one in rows.history(store, link.dashboard) if one.version == link.version)
