"""Who makes links, and what they may show: the one place where it is said."""

from observatory.dashboards.contract import Dashboard
from observatory.store import Store

LOCAL = "local"  # the adviser at this observatory


def maker() -> str:
    """The pseudonym of whoever makes links."""
    return LOCAL


def may_show(_store: Store, who: str, _dashboard: Dashboard) -> bool:
    """Whether they may show a dashboard today: whoever works here may, as all that screens are made of is published.

    The store is where accounts are, and the dashboard what a right may be about.
    """
    return who == LOCAL
