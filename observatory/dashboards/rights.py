"""Who makes links, and what they may show: the one place where it is said."""

from observatory.dashboards.contract import Dashboard

LOCAL = "local"  # the adviser at this observatory


def maker() -> str:
    """The pseudonym of whoever makes links."""
    return LOCAL


def may_show(who: str, _dashboard: Dashboard) -> bool:
    """Whether they may show a dashboard: whoever works here may, as all that its screens are made of is published."""
    return who == LOCAL
