"""What whoever made a link may show today: the one place where it is said."""

from observatory.access import Action, Object, allowed
from observatory.access.accounts import of_id
from observatory.dashboards.contract import Dashboard
from observatory.errors import QuestionRefused
from observatory.store import Store


def may_show(store: Store, who: str, _dashboard: Dashboard) -> bool:
    """Whether they may show a dashboard: while they may decide what meetings look at, for all in it is published."""
    try:
        return allowed(of_id(store, who), Action.DECIDE, Object())
    except QuestionRefused:
        return False
