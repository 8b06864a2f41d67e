"""Stay below: the level of each milestone holds until its year."""

from observatory.targets.contract import Shape, Target, TargetKind, Trajectory, levels


def trajectory(target: Target, base: float | None) -> Trajectory:
    """A stair: until each milestone's year its level is the limit, and the last one holds after."""
    return Trajectory(levels(target, base), Shape.STEP)


KIND = TargetKind(key="ceiling", label="ne pas dépasser", rising=False, trajectory=trajectory)
