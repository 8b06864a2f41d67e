"""Which communes a named group holds."""

import dataframely as dy

from observatory.schemas.fact import Fact


class MembershipObservation(dy.Schema):
    """One line of a list of communes. Grain: file row."""

    row = dy.UInt32(min=1)
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    merged_from = dy.String(nullable=True)
    group_key = dy.String()
    group_name = dy.String()
    dated = dy.String(nullable=True)


class Membership(dy.Schema):
    """Which communes a named group holds. Grain: group × commune."""

    group_key = dy.String(primary_key=True, regex=r"^[a-z0-9_]+$")
    group_name = dy.String()
    dated = dy.String(nullable=True)
    insee_code = dy.String(primary_key=True)


GROUPS = Fact(
    name="memberships",
    observation=MembershipObservation,
    table=Membership,
    grain=("group_key", "insee_code"),
    slice={"source": "group_key"},
)
