"""Reduce: from the value of the baseline to each milestone in turn."""

from observatory.targets.contract import Target, TargetKind, Trajectory, levels


def trajectory(target: Target, base: float | None) -> Trajectory:
    """The path from the baseline through the milestones; from the first milestone where there is no baseline.

    The yearly path of the tertiary decree, read as a target (−40, −50, −60 % in 2030, 2040, 2050):

    >>> target = Target(scope="territoire", territory="fr", indicator="energy", kind="reduction",
    ...     baseline={"first": 2010, "last": 2010}, milestones=(
    ...     {"year": 2030, "value": -0.4, "relative": True}, {"year": 2040, "value": -0.5, "relative": True}))
    >>> [round(level, 6) for _, level in trajectory(target, 200.0).points]
    [200.0, 120.0, 100.0]
    """
    start = ((target.baseline.year, base),) if target.baseline is not None and base is not None else ()
    return Trajectory((*start, *levels(target, base)), target.path)


KIND = TargetKind(key="reduction", label="réduire", rising=False, trajectory=trajectory)
