"""Heat and cold networks by themselves."""

from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.answers.networks import networks
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory


def test_a_network_stands_by_itself_with_the_commune_it_is_attached_to(snapshot: Snapshot) -> None:
    """The metropolis' main network: 606,022 MWh in 2023, attached to Grenoble; a withheld one has no value."""
    found = networks(snapshot, parse_territory("epci:200040715")).to_dicts()
    first = found[0]
    assert (first["commune"], first["year"], first["energy_mwh"]) == ("Grenoble", 2023, 606_022.0)
    meylan = next(line for line in found if line["commune"] == "Meylan")
    assert (meylan["energy_mwh"], meylan["status"]) == (None, "withheld")


def test_the_networks_of_a_commune_are_those_attached_to_it(snapshot: Snapshot) -> None:
    """Five networks or more are attached to Saint-Étienne, and none of them is its own consumption."""
    place = parse_territory("42218")
    assert networks(snapshot, place).height >= 5
    assert answer(snapshot, Question("energy", place)).frame.is_empty()
