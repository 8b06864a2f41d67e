"""The sites and meters that a commune has, to fill its template in."""

import polars as pl

from observatory.access import Action, Object, User, authorize
from observatory.deposits.loop.standing import with_pending
from observatory.settings import Settings
from observatory.store import Store


def meters(insee_code: str, user: User, settings: Settings) -> pl.DataFrame:
    """The meters of a commune, with the unit of their last line. Grain: site × meter × fluid; unit.

    Raises QuestionRefused `not_allowed`.
    """
    authorize(user, Action.SEE_DEPOSITS, Object(insee_code))
    known = with_pending(Store(settings.store), [insee_code]).filter(pl.col("unit").is_not_null())
    return known.sort("period_end").group_by("site", "meter", "fluid").agg(pl.col("unit").last()).sort("site", "meter")
