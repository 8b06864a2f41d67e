"""Reach at least: from the value of the baseline up to each milestone in turn."""

from observatory.targets.contract import TargetKind
from observatory.targets.reduction import trajectory

KIND = TargetKind(key="floor", label="atteindre au moins", rising=True, trajectory=trajectory)
