"""How far a value stands from a limit to a target, as Territoires en transitions scores its indicators."""


def score(value: float, *, limit: float, target: float) -> float:
    """0 at the limit or beyond, 1 at the target or beyond, linear between; either may be the larger.

    All three are in the indicator's unit. Raises ValueError where the limit is the target. Source: ADEME, Territoires
    en transitions, "valeur limite" and "valeur cible".

    >>> score(75, limit=90, target=60)
    0.5
    """
    if limit == target:
        raise ValueError("limit_is_target")
    return min(1.0, max(0.0, (value - limit) / (target - limit)))
