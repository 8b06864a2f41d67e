"""How far a commune has come: its last month, and what each meter lacks before it."""

from datetime import date

import polars as pl

from observatory.access import Role, User
from observatory.deposits.loop import FollowUp, MeterGap, follow_up
from observatory.deposits.loop.follow_up import months_covered
from observatory.settings import Settings
from observatory.wording.deposits import reminder
from observatory.wording.typography import plain_spaces
from tests.deposits_made import ADVISER, HERE, THERE, rows, send, sent_and_published

GAP = MeterGap("école", "PDL 1", "water", date(2026, 1, 1), (date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1)))


def test_a_meter_that_skips_and_one_that_stops(settings: Settings) -> None:
    """The school lacks February, the town hall March: the commune's last month is March."""
    sent_and_published(settings, [("école", 1, 1.0), ("école", 3, 1.0), ("mairie", 1, 1.0), ("mairie", 2, 1.0)])
    one = follow_up(ADVISER, settings, insee_code=HERE)[0]
    assert (one.last_month, one.meters) == (date(2023, 3, 1), 2)
    assert {gap.site: gap.months for gap in one.gaps} == {"école": (date(2023, 2, 1),), "mairie": (date(2023, 3, 1),)}


def test_communes_entrusted_by_name_are_listed_though_they_sent_nothing(settings: Settings) -> None:
    """The one that sent nothing comes first; what waits is counted."""
    send(settings, [("école", 1, 1.0)])
    adviser = User("adviser", Role.ADVISER, frozenset({HERE, THERE}))
    assert [(one.insee_code, one.waiting) for one in follow_up(adviser, settings)] == [(HERE, 1), (THERE, 0)]


def test_a_bill_of_a_year_covers_its_months_and_a_delivery_none() -> None:
    """From 10 January to 20 December: twelve months more than half covered; a tank's delivery says nothing."""
    bill = rows([("école", 1, 1.0)]).with_columns(period_start=date(2023, 1, 10), period_end=date(2023, 12, 20))
    assert months_covered(bill).height == 12
    delivery = bill.with_columns(nature=pl.lit("delivery", bill.schema["nature"]))
    assert months_covered(delivery).height == 0


def test_half_a_month_is_not_a_month() -> None:
    """From 1 to 15 June, 15 days of 30: not more than half."""
    bill = rows([("école", 6, 1.0)]).with_columns(period_start=date(2023, 6, 1), period_end=date(2023, 6, 15))
    assert months_covered(bill).height == 0


def test_the_reminder_is_ready_to_copy() -> None:
    """It names the commune, the last month, and what each meter lacks, months that follow one another as a span."""
    one = FollowUp(HERE, date(2026, 6, 1), None, 0, 0, 1, (GAP,))
    text = plain_spaces(reminder(one, "Échirolles", "fr"))
    assert "Les relevés de Échirolles" not in text
    assert "juin 2026" in text
    assert "– école (eau, PDL 1) : février 2026 à mars 2026, mai 2026" in text


def test_the_reminder_to_who_sent_nothing() -> None:
    """It asks for a first table."""
    text = reminder(FollowUp(HERE, None, None, 0, 0, 0, ()), "Champ-sur-Drac", "fr")
    assert "aucun relevé" in text
    assert "Il manque" not in text
