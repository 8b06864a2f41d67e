"""Who sees the sites of a commune, and the targets that are read on them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from observatory.access import ANYBODY, LOCAL, Role, User
from observatory.answers.patrimoine.lens import lens, seen
from observatory.answers.patrimoine.series import site_series
from observatory.answers.progress import Progress, answer_of, progress_of
from observatory.errors import QuestionRefused
from observatory.ingest import catch_up, publish_now, undo
from observatory.methods.progress import Verdict
from observatory.schemas.site import Site
from observatory.settings import Settings
from observatory.store import Store, private, sites, targets
from observatory.store.snapshots import Snapshot
from observatory.targets.contract import Baseline, Milestone, Target
from observatory.territory import parse_territory
from observatory.vocabulary import Scope
from tests.deposited import COMMUNE, five_years, publish, year
from tests.stores import FIXTURES, current, settings_in, taken

GRENOBLE = "38185"
SECRETARY = User("secretary", Role.COMMUNE, frozenset({COMMUNE}))
NEIGHBOUR = User("neighbour", Role.COMMUNE, frozenset({GRENOBLE}))
LIGHTS = Site(name="Éclairage", kind="lighting", transferred=date(2023, 12, 31), transferred_to="Syndicat")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A store with a published file, and nothing deposited."""
    made = settings_in(tmp_path)
    taken(made, FIXTURES / "grenoble_sites.csv")
    return made


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store(settings.store)


def names(snapshot: Snapshot, store: Store, user: User, commune: str = COMMUNE) -> set[str]:
    return set(seen(snapshot, lens(store, user), commune).lines["site"])


def refused(snapshot: Snapshot, store: Store, user: User) -> bool:
    with pytest.raises(QuestionRefused) as refusal:
        seen(snapshot, lens(store, user), COMMUNE)
    return refusal.value.code == "not_allowed"


def test_the_commune_and_its_adviser_see_what_it_deposited_and_nobody_else_does(settings: Settings) -> None:
    """The secretary and the adviser read the school; a neighbour, an adviser of elsewhere and the public are refused."""
    store, snapshot = Store(settings.store), current(settings)
    publish(store, [year("École", 2023, 10.0)])
    elsewhere = User("elsewhere", Role.ADVISER, frozenset({GRENOBLE}))
    link = User("link", Role.LINK, frozenset({COMMUNE}))
    left = User("left", Role.COMMUNE, frozenset({COMMUNE}), active=False)
    assert names(snapshot, store, SECRETARY) == names(snapshot, store, LOCAL) == {"École"}
    assert [refused(snapshot, store, user) for user in (NEIGHBOUR, elsewhere, link, left, ANYBODY)] == [True] * 5


def test_the_refusal_does_not_tell_whether_something_was_deposited(settings: Settings) -> None:
    """Before and after a deposit, a neighbour gets the same answer."""
    store, snapshot = Store(settings.store), current(settings)
    before = refused(snapshot, store, NEIGHBOUR)
    publish(store, [year("École", 2023, 10.0)])
    assert before
    assert refused(snapshot, store, NEIGHBOUR)


def test_all_see_the_sites_once_the_commune_agrees_and_no_longer_once_it_takes_it_back(settings: Settings) -> None:
    """Agreement opens the sites at once and its withdrawal closes them at once, on the same versions of the figures."""
    store, snapshot = Store(settings.store), current(settings)
    publish(store, [year("École", 2023, 10.0)])
    sites.agree(store, COMMUNE, agreed=True, author="secretary")
    assert names(snapshot, store, ANYBODY) == {"École"}
    sites.agree(store, COMMUNE, agreed=False, author="secretary")
    assert refused(snapshot, store, ANYBODY)
    assert names(snapshot, store, SECRETARY) == {"École"}


def test_what_all_see_has_no_dwelling_no_meter_number_and_no_comment(settings: Settings) -> None:
    """The flat above the school, the number of a meter and a remark stay with the commune; two meters stay two."""
    store, snapshot = Store(settings.store), current(settings)
    publish(
        store,
        [
            year("École", 2023, 10.0, meter="19384756201234", comment="M. Untel est passé"),
            year("École", 2023, 20.0, meter="19384756205678"),
            year("Logement de l'école", 2023, 3.0),
        ],
    )
    sites.describe(store, COMMUNE, Site(name="Logement de l'école", kind="housing"), author="adviser")
    sites.agree(store, COMMUNE, agreed=True, author="secretary")
    shown = seen(snapshot, lens(store, ANYBODY), COMMUNE)
    assert shown.lines.select("site", "meter", "comment").rows() == [("École", "1", None), ("École", "2", None)]
    assert shown.sites == ()
    assert not shown.whole
    assert seen(snapshot, lens(store, SECRETARY), COMMUNE).lines.height == 3


def test_a_published_file_is_seen_by_all_and_never_added_to_what_the_commune_deposits(settings: Settings) -> None:
    """Grenoble's own publication is open; once the city deposits, its deposit is read, or the file, by choice."""
    store, snapshot = Store(settings.store), current(settings)
    assert len(names(snapshot, store, ANYBODY, GRENOBLE)) == 3
    publish(store, [year("Mairie", 2023, 10.0, insee_code=GRENOBLE)])
    through = lens(store, LOCAL)
    own = seen(snapshot, through, GRENOBLE)
    assert (own.source, own.sources) == ("deposit", ("deposit", "grenoble_sites"))
    assert own.lines["site"].to_list() == ["Mairie"]
    assert seen(snapshot, through, GRENOBLE, "grenoble_sites").lines.height == 10


def test_the_public_snapshot_holds_no_line_of_a_deposit_and_is_not_rewritten_for_one(settings: Settings) -> None:
    """A published deposit leaves the public snapshot's number, and even an agreement puts nothing of it there."""
    store = Store(settings.store)
    before = current(settings).number
    publish(store, [year("École", 2023, 10.0)])
    sites.agree(store, COMMUNE, agreed=True, author="secretary")
    assert catch_up(settings) is None
    publish_now(settings)
    assert current(settings).number == before + 1
    assert current(settings).query("SELECT DISTINCT source FROM site_use").rows() == [("grenoble_sites",)]


def test_an_undone_deposit_gives_back_what_was_there(settings: Settings) -> None:
    """A correction that is undone returns the former line, and the first undone leaves nothing."""
    store, snapshot = Store(settings.store), current(settings)
    first = publish(store, [year("École", 2023, 10.0)])
    second = publish(store, [year("École", 2023, 12.0), year("Mairie", 2023, 5.0)])
    undo(second, settings)
    assert seen(snapshot, lens(store, LOCAL), COMMUNE).lines.select("site", "quantity").rows() == [("École", 10.0)]
    undo(first, settings)
    assert seen(snapshot, lens(store, LOCAL), COMMUNE).lines.is_empty()


def test_a_former_version_shows_the_deposits_of_its_time_and_the_agreement_of_now(settings: Settings) -> None:
    """At the moment of the first deposit there was one line; nothing of it is public once the agreement is taken back."""
    store, snapshot = Store(settings.store), current(settings)
    before = datetime.now(UTC).replace(tzinfo=None)
    publish(store, [year("École", 2023, 10.0)])
    then = datetime.now(UTC).replace(tzinfo=None)
    publish(store, [year("École", 2023, 12.0), year("Mairie", 2023, 5.0)])
    for path in store.private.glob("*.duckdb"):
        path.unlink()  # those that are no longer kept are written again
    was = seen(snapshot, lens(store, LOCAL, at=then), COMMUNE)
    assert was.lines.select("site", "quantity").rows() == [("École", 10.0)]
    assert seen(snapshot, lens(store, LOCAL, at=before), COMMUNE).lines.is_empty()
    sites.agree(store, COMMUNE, agreed=True, author="secretary")
    assert seen(snapshot, lens(store, ANYBODY, at=then), COMMUNE).lines.height == 1
    sites.agree(store, COMMUNE, agreed=False, author="secretary")
    with pytest.raises(QuestionRefused):
        seen(snapshot, lens(store, ANYBODY, at=then), COMMUNE)


def test_a_private_snapshot_that_is_gone_is_written_again(settings: Settings) -> None:
    """The file removed, the next publication gives the same lines under the same number."""
    store, snapshot = Store(settings.store), current(settings)
    publish(store, five_years())
    lines, number = seen(snapshot, lens(store, LOCAL), COMMUNE).lines, private.current_number(store)
    (store.private / f"{number:06d}.duckdb").unlink()
    catch_up(settings)
    assert private.current_number(store) == number
    assert seen(snapshot, lens(store, LOCAL), COMMUNE).lines.equals(lines)


def minus_twenty(territory: str = COMMUNE, **said: object) -> Target:
    known = {
        "scope": Scope.PATRIMOINE, "territory": territory, "indicator": "site_energy", "kind": "reduction",
        "baseline": Baseline(first=2020, last=2020),
        "milestones": (Milestone(year=2030, value=-0.2, relative=True),), "deliberated": date(2021, 3, 1),
    }  # fmt: skip
    return Target(**known | said)


def judged(settings: Settings, user: User, target: Target) -> Progress:
    store = Store(settings.store)
    kept = targets.add(store, target, author="adviser", reason="délibération")
    (one,) = progress_of(current(settings), kept, through=lens(store, user))
    return one


def test_five_years_of_bills_give_a_target_on_own_sites_its_status(settings: Settings, store: Store) -> None:
    """200 MWh in 2020 and 160 in 2024 without the lights: −20 % is reached, and the lights' transfer counts for nothing."""
    publish(store, five_years())
    sites.describe(store, COMMUNE, LIGHTS, author="adviser")
    one = judged(settings, SECRETARY, minus_twenty())
    assert one.observed.years == (2020, 2021, 2022, 2023, 2024)
    assert one.observed.values == pytest.approx((200.0, 190.0, 180.0, 170.0, 160.0))
    assert one.refused is None
    assert one.verdict is Verdict.REACHED
    assert "sites_transferred" in {note.code for note in one.notes}


def test_a_farther_target_is_judged_on_the_same_perimeter(settings: Settings, store: Store) -> None:
    """−60 % asks for 80 MWh in 2030: from 160 in 2024, 13.3 MWh less each year, where 10 were saved."""
    publish(store, five_years())
    sites.describe(store, COMMUNE, LIGHTS, author="adviser")
    one = judged(settings, LOCAL, minus_twenty(milestones=(Milestone(year=2030, value=-0.6, relative=True),)))
    assert one.required == pytest.approx(-80 / 6)
    assert one.acceleration == pytest.approx(80 / 60)
    assert one.verdict is Verdict.TOO_SLOW


def test_water_and_cost_have_their_targets_too(settings: Settings, store: Store) -> None:
    """400 m³ in 2020 and 360 in 2024; costs are those of bills without the lights and the deliveries."""
    publish(store, five_years())
    sites.describe(store, COMMUNE, LIGHTS, author="adviser")
    water = judged(settings, LOCAL, minus_twenty(indicator="site_water"))
    assert water.observed.values == pytest.approx((400.0, 390.0, 380.0, 370.0, 360.0))
    cost = judged(settings, LOCAL, minus_twenty(indicator="site_cost"))
    # 2020: 100 × 150 + 100 × 80 + 400 × 4; 2024: 80 × 190 + 80 × 80 + 360 × 4.
    assert (cost.observed.values[0], cost.observed.values[-1]) == pytest.approx((24_600.0, 23_040.0))


def test_a_target_of_one_energy_reads_that_energy(settings: Settings, store: Store) -> None:
    """Gas alone is the town hall: 100 MWh in 2020, 80 in 2024."""
    publish(store, five_years())
    one = judged(settings, LOCAL, minus_twenty(carriers=("gas",)))
    assert (one.observed.values[0], one.observed.values[-1]) == pytest.approx((100.0, 80.0))


def test_a_target_on_own_sites_has_no_status_for_who_may_not_see_them(settings: Settings, store: Store) -> None:
    """The public and a neighbour get a refusal and no figure, until the commune agrees."""
    publish(store, five_years())
    for user in (ANYBODY, NEIGHBOUR):
        one = judged(settings, user, minus_twenty())
        assert one.refused is not None
        assert (one.refused.code, one.observed.years, one.verdict) == ("not_allowed", (), None)
    sites.agree(store, COMMUNE, agreed=True, author="secretary")
    assert judged(settings, ANYBODY, minus_twenty()).refused is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"territory": "epci:200040715"}, "sites_of_a_commune"),
        ({"sectors": ("tertiary",)}, "target_sites_without_sectors"),
        ({"indicator": "energy"}, "target_scope_mismatch"),
        ({"baseline": Baseline(first=2015, last=2015)}, "target_baseline_outside"),
    ],
)
def test_what_own_sites_cannot_say_is_refused(
    settings: Settings, store: Store, said: dict[str, object], code: str
) -> None:
    """An EPCI's sites are not the sum of its communes', sites have no sectors, and territory is another scope."""
    publish(store, five_years())
    one = judged(settings, LOCAL, minus_twenty(**said))
    assert one.refused is not None
    assert one.refused.code == code


def test_the_figure_of_a_target_says_that_the_commune_deposited_its_bills(settings: Settings, store: Store) -> None:
    """The source of the answer is the deposit, its version that of the private snapshot."""
    publish(store, five_years())
    one = judged(settings, LOCAL, minus_twenty())
    found = answer_of(current(settings), one, lens(store, LOCAL))
    assert [line.key for line in found.sources] == ["deposit"]
    assert found.snapshot == private.current_number(store)
    assert found.indicator.scope is Scope.PATRIMOINE


def test_a_series_is_read_again_after_a_site_is_described(settings: Settings, store: Store) -> None:
    """Declaring the transfer brings 2024 back among the comparable years at once."""
    publish(store, five_years())
    place, snapshot = parse_territory(COMMUNE), current(settings)
    assert site_series(snapshot, lens(store, LOCAL), "site_energy", place).steady.years[-1] == 2023
    sites.describe(store, COMMUNE, LIGHTS, author="adviser")
    assert site_series(snapshot, lens(store, LOCAL), "site_energy", place).steady.years[-1] == 2024
