"""Ville de Grenoble's readings, whole: what the store says of them is what plain sums over their rows say."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from observatory.access import ANYBODY
from observatory.answers.patrimoine.lens import Seen, lens, seen
from observatory.answers.patrimoine.steady import comparable, steady
from observatory.answers.patrimoine.years import Amount, years
from observatory.errors import Outcome
from observatory.indicators import Measure
from observatory.ingest import Report
from observatory.settings import Settings
from observatory.store import Store
from observatory.store.snapshots import Snapshot
from tests.stores import PUBLISHED, current, needs_published, settings_in, taken

pytestmark = needs_published

FILE = PUBLISHED / "sites" / "grenoble_consommation_elec_2012_2022.csv"
KWH = 1000


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Report]:
    settings = settings_in(tmp_path_factory.mktemp("grenoble"))
    return settings, taken(settings, FILE)[0]


@pytest.fixture(scope="module")
def snapshot(received: tuple[Settings, Report]) -> Snapshot:
    return current(received[0])


@pytest.fixture(scope="module")
def city(received: tuple[Settings, Report], snapshot: Snapshot) -> Seen:
    return seen(snapshot, lens(Store(received[0].store), ANYBODY), "38185")


def rows() -> Iterator[tuple[str, date, float]]:
    """Site, day and kWh of each row, the day put back in its place where it could be a month."""
    with FILE.open(encoding="utf-8-sig", newline="") as handle:
        for line in csv.DictReader(handle):
            of, month, day = (int(part) for part in line["date_releve"][:10].split("-"))
            month, day = (day, month) if day <= 12 else (month, day)
            yield (
                _name(line["libelle_niv__4"]),
                date(of, month, day),
                float(line["quantite_kwh"].replace(",", ".")),
            )


def _name(written: str) -> str:
    """A name quoted twice is unquoted once more."""
    inner = written[1:-1] if written.startswith('"') and written.endswith('"') else written
    return " ".join(inner.replace('""', '"').split())


def test_every_row_is_counted_and_none_is_wrong(received: tuple[Settings, Report]) -> None:
    """45,155 rows in, 45,155 accepted, the 1,510 negative ones too."""
    report = received[1]
    assert (report.outcome, report.source) == (Outcome.ACCEPT, "grenoble_sites")
    assert (report.rows_read, report.rows_accepted, report.rows_rejected) == (45_155, 45_155, 0)
    assert sum(kwh < 0 for _, _, kwh in rows()) == 1_510


def test_a_line_is_the_plain_sum_of_the_meters_read_that_day(snapshot: Snapshot) -> None:
    """For every site and day, the energy is the sum of the rows, within a watt-hour; 43,576 of them, of 860 sites."""
    expected: dict[tuple[str, date], float] = defaultdict(float)
    for site, day, kwh in rows():
        expected[site, day] += kwh
    found = {
        (site, day): mwh * KWH
        for site, day, mwh in snapshot.query("SELECT site, period_end, energy_mwh FROM site_use").rows()
    }
    assert len({site for site, _ in found}) == 860
    assert found.keys() == expected.keys()
    assert len(found) == 43_576
    assert all(abs(found[key] - expected[key]) < 1e-3 for key in expected)


def test_the_readings_of_a_site_follow_one_another_without_a_day_counted_twice(snapshot: Snapshot) -> None:
    """No two periods of a site share a day, and none is longer than six months but in the first year of the file."""
    lines = snapshot.query("SELECT site, period_start, period_end FROM site_use ORDER BY ALL").rows()
    for (site, _, ended), (other, starts, ends) in pairwise(lines):
        assert site != other or starts > ended
        assert ends - starts < timedelta(days=184) or starts == date(2012, 1, 1)


def test_bills_carried_to_years_add_up_to_the_file(city: Seen) -> None:
    """Over all years nothing is lost: the sum of the years is that of the file, in MWh."""
    total = sum(kwh for _, _, kwh in rows()) / KWH
    assert years(city, Amount(Measure.SITE_ENERGY))["value"].sum() == pytest.approx(total, abs=1e-6)


def test_the_city_saves_on_a_constant_perimeter(city: Seen, snapshot: Snapshot) -> None:
    """2022 against 2021 is what a count day by day gives, on the sites with 350 days in both years: −1.9 %."""
    used, days = defaultdict[tuple[str, int], float](float), defaultdict[tuple[str, int], int](int)
    for site, first, last, mwh in snapshot.query(
        "SELECT site, period_start, period_end, energy_mwh FROM site_use WHERE year(period_end) >= 2021"
    ).rows():
        length = (last - first).days + 1
        for at in range(length):
            of = (first + timedelta(days=at)).year
            used[site, of] += mwh / length
            days[site, of] += 1
    kept = {site for site, _ in used if days[site, 2021] >= 350 and days[site, 2022] >= 350}
    before, after = (sum(used[site, of] for site in kept) for of in (2021, 2022))
    frame = years(city, Amount(Measure.SITE_ENERGY))
    assert comparable(frame, ()) == tuple(range(2012, 2023))
    found = steady(frame, (), (2021, 2022))
    assert set(found.kept["site"]) == kept
    assert (found.value(2021), found.value(2022)) == (pytest.approx(before), pytest.approx(after))
    assert found.percent(2021, 2022) == pytest.approx((after / before - 1) * 100)
