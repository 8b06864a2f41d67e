"""Where territories stand against their targets: the series, the path, the pace, one status or one refusal.

A page asks for one target and a board for hundreds: both come from the same columns, computed together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

from observatory.access import Action
from observatory.answers import observed, territories
from observatory.answers.case import Case, case_of
from observatory.answers.contract import Answer, Note, Question, Refusal
from observatory.answers.indicator import answer
from observatory.answers.judging import Judged, judge
from observatory.answers.observed import Matter, Observed
from observatory.answers.patrimoine.lens import Lens
from observatory.answers.patrimoine.series import SiteSeries, notes, site_answer, site_series
from observatory.errors import QuestionRefused
from observatory.indicators import Indicator, Measure, indicator
from observatory.methods import progress
from observatory.methods.progress import Verdict
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.targets import kind
from observatory.targets.contract import Origin, Target, Trajectory
from observatory.territory import Kind, Territory, parse_territory
from observatory.vocabulary import Scope, Status

LAST_YEAR = 9999


@dataclass(frozen=True, eq=False)  # one object per target and snapshot: charts are remembered by it
class Progress:
    """One target read against the data: a verdict, or the reason why there is none (`refused`).

    `gap` is value − path, in the unit and in percent of the path; paces are per year, in the unit on a linear path and
    in percent on a constant rate. `arrival` is the year in which the pace observed reaches the next milestone.
    """

    kept: Kept
    name: str
    indicator: Indicator
    observed: Observed = field(default_factory=Observed)
    case: Case | None = None
    judged: Judged | None = None
    refused: Refusal | None = None
    notes: tuple[Note, ...] = ()

    @property
    def target(self) -> Target:
        """What was voted."""
        return self.kept.target

    @property
    def trajectory(self) -> Trajectory | None:
        """The path, where the baseline gives one."""
        return self.case.trajectory if self.case else None

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        return kind(self.target.kind).rising

    @property
    def verdict(self) -> Verdict | None:
        """The status; None where it is refused. Only a territory's own body gives one."""
        if self.target.origin is not Origin.OWN:
            return Verdict.NO_TARGET
        return self.judged.verdict if self.judged else None

    @property
    def reached(self) -> bool | None:
        """Of a target whose year has come: whether it was reached; None where that year is not published."""
        return progress.reached(self.judged.standing) if self.judged else None

    @property
    def gap(self) -> tuple[float | None, float | None]:
        """Distance to the path, in the unit and in percent."""
        if self.judged is None:
            return None, None
        return progress.gap(self.judged.standing.value, self.judged.standing.path_value)

    @property
    def required(self) -> float | None:
        """Pace from now to the next milestone."""
        return progress.required_of(self.judged.standing) if self.judged else None

    @property
    def acceleration(self) -> float | None:
        """Pace required over pace observed."""
        return progress.acceleration(self.judged.standing) if self.judged else None

    @property
    def arrival(self) -> int | None:
        """Year of arrival at the pace observed."""
        return progress.arrival_year(self.judged.standing) if self.judged else None


@lru_cache(maxsize=64)
def progress_of(
    snapshot: Snapshot, kept: tuple[Kept, ...], *, set_aside: frozenset[int] = frozenset(), through: Lens | None = None
) -> tuple[Progress, ...]:
    """Read every target, in the order given. `set_aside` are years that paces and fans leave out.

    A target on a commune's own sites is read `through` the eyes of somebody, and refused to who may not see them.

    The year that it is, for what is past due, is that of the publication: a snapshot read again says the same.
    """
    found = dict(enumerate(_followed(snapshot, [_begun(snapshot, one) for one in kept], through)))
    # A benchmark is a line to read beside: it has a path, and neither gap, pace nor status.
    cases = {at: one.case for at, one in found.items() if one.case is not None and one.target.origin is Origin.OWN}
    judged = judge(list(cases.values()), set_aside=set_aside, this_year=snapshot.published_at.year)
    for at, one in zip(cases, judged, strict=True):
        found[at] = replace(found[at], judged=one, refused=one.refused)
    return tuple(replace(one, notes=(*one.notes, *_notes(one, set_aside))) for one in found.values())


def matter_of(target: Target) -> Matter:
    """What a target counts."""
    return Matter(target.indicator, target.carriers, target.sectors, target.gas)


def question_of(target: Target) -> Question:
    """The question whose answer tells a target's sources, perimeter and version."""
    return Question(
        indicator=target.indicator,
        territory=parse_territory(target.territory),
        years=(_since(target), LAST_YEAR) if parse_territory(target.territory).is_area else None,
        carriers=target.carriers,
        sectors=target.sectors,
        gas=matter_of(target).basis if target.carriers else None,
    )


def answer_of(snapshot: Snapshot, one: Progress, through: Lens | None) -> Answer:
    """The answer that a target's series comes from: its sources, its perimeter, its version."""
    if one.target.scope is Scope.PATRIMOINE:
        return site_answer(snapshot, _eyes(one.target, through), _sited(snapshot, one.target, through))
    return answer(snapshot, question_of(one.target))


def _begun(snapshot: Snapshot, kept: Kept) -> Progress:
    """Name the territory, and refuse what no data could answer."""
    target = kept.target
    begun = Progress(kept, target.territory, indicator(target.indicator))
    try:
        place = parse_territory(target.territory)
        _check(target, begun.indicator, place)
        return replace(begun, name=_name(snapshot, place))
    except QuestionRefused as refusal:
        return replace(begun, refused=Refusal(refusal.code, refusal.params))


def _check(target: Target, asked: Indicator, place: Territory) -> None:
    if target.scope is not asked.scope:
        raise QuestionRefused("target_scope_mismatch", scope=str(target.scope), indicator=asked.key)
    if asked.numerator is Measure.POPULATION:
        raise QuestionRefused("target_not_followed", indicator=asked.key)
    if asked.scope is Scope.PATRIMOINE and target.sectors:
        raise QuestionRefused("target_sites_without_sectors", sectors=list(target.sectors))
    if asked.finest != "commune" and place.kind is Kind.COMMUNE:
        raise QuestionRefused("indicator_below_grain", indicator=asked.key, territory=target.territory)


def _name(snapshot: Snapshot, place: Territory) -> str:
    known = _commune_names(snapshot).get(place.key) if place.kind is Kind.COMMUNE else None
    return known or territories.name(snapshot, place)


@lru_cache(maxsize=8)
def _commune_names(snapshot: Snapshot) -> dict[str, str]:
    return dict(totals.table(snapshot, "communes").select("insee_code", "name").rows())


def _followed(snapshot: Snapshot, begun: Sequence[Progress], through: Lens | None) -> list[Progress]:
    """Give each its series: the communes of one matter together, areas and the sites of a commune one by one."""
    found = [_of_sites(snapshot, one, through) if one.target.scope is Scope.PATRIMOINE else one for one in begun]
    wanted = [
        (matter_of(one.target), at)
        for at, one in enumerate(found)
        if one.refused is None and one.target.scope is not Scope.PATRIMOINE
    ]
    for matter, group in groupby(sorted(wanted, key=str), key=lambda pair: pair[0]):
        places = [at for _, at in group]
        codes = [found[at].target.territory for at in places]
        together = observed.of_communes(snapshot, matter, sorted(set(codes)))
        for at, code in zip(places, codes, strict=True):
            found[at] = _with_case(snapshot, matter, found[at], together.get(code))
    return found


def _with_case(snapshot: Snapshot, matter: Matter, one: Progress, known: Observed | None) -> Progress:
    try:
        place = parse_territory(one.target.territory)
        seen = _of_area(snapshot, matter, one.target, place) if place.is_area else known or Observed()
        one = replace(one, observed=seen)
        return replace(one, case=case_of(one.target, matter, seen))
    except QuestionRefused as refusal:
        return replace(one, refused=Refusal(refusal.code, refusal.params))


def _of_sites(snapshot: Snapshot, one: Progress, through: Lens | None) -> Progress:
    """Give a target on a commune's own sites its series, on what was held since the baseline."""
    if one.refused is not None:
        return one
    try:
        series = _sited(snapshot, one.target, through)
        frame = series.steady.frame
        years, values = tuple(frame["year"]), tuple(frame["value"])
        statuses = tuple(str(Status.ESTIMATED if told else Status.MEASURED) for told in frame["estimated"])
        one = replace(one, observed=Observed(years, values, values, statuses), notes=notes(series))
        return replace(one, case=case_of(one.target, matter_of(one.target), one.observed))
    except QuestionRefused as refusal:
        return replace(one, refused=Refusal(refusal.code, refusal.params))


def _sited(snapshot: Snapshot, target: Target, through: Lens | None) -> SiteSeries:
    place = parse_territory(target.territory)
    eyes = _eyes(target, through)
    return site_series(snapshot, eyes, target.indicator, place, carriers=target.carriers, since=_since(target))


def _eyes(target: Target, through: Lens | None) -> Lens:
    if through is None:
        raise QuestionRefused("not_allowed", action=str(Action.SEE_SITES), insee_code=target.territory)
    return through


def _of_area(snapshot: Snapshot, matter: Matter, target: Target, place: Territory) -> Observed:
    return observed.of_area(snapshot, matter, place, since=_since(target))


def _since(target: Target) -> int:
    """The year from which an area is read: its perimeter is that of these years."""
    base = target.baseline
    return base.first if base is not None and base.value is None else 0


def _notes(one: Progress, set_aside: frozenset[int]) -> tuple[Note, ...]:
    """What must be known beside a status."""
    target, base = one.target, one.target.baseline
    found = []
    if base is not None and base.instead_of is not None:
        found.append(Note("target_baseline_substitute", {"year": base.first, "instead_of": base.instead_of}))
    if base is not None and base.value is not None:
        found.append(Note("target_baseline_declared", {"source": base.source}))
    if target.carriers == ("electricity",) and not one.rising:
        found.append(Note("target_electrification"))
    if target.origin is Origin.OWN and target.deliberated is None:
        found.append(Note("target_not_dated"))
    seen = set(one.case.years) if one.case else set()
    if set_aside & seen:
        found.append(Note("target_years_set_aside", {"years": sorted(set_aside & seen)}))
    return tuple(found)
