"""Which communes an EPCI held in a year."""

import dataframely as dy

from observatory.schemas.fact import Fact


class PerimeterObservation(dy.Schema):
    """One member of an EPCI, as a file gives it. Grain: file row."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    siren = dy.String(regex=r"^\d{9}$")
    epci_name = dy.String()
    nature = dy.String()
    year = dy.Int32()
    insee_code = dy.String(regex=r"^(\d{5}|2[AB]\d{3})$")
    merged_from = dy.String(nullable=True)


class Perimeter(dy.Schema):
    """Which of today's communes an EPCI held in a year. Grain: source × EPCI × year × commune."""

    source = dy.String(primary_key=True)
    siren = dy.String(primary_key=True)
    year = dy.Int32(primary_key=True)
    insee_code = dy.String(primary_key=True)
    epci_name = dy.String()
    nature = dy.String()  # CC, CA, CU, METRO, MET69, as published
    merged_from = dy.String(nullable=True)  # the members of then that are now in this commune
    rejected_rows = dy.UInt32()  # members of the EPCI that could not be read
    vintage = dy.String()


PERIMETERS = Fact(
    name="perimeters",
    observation=PerimeterObservation,
    table=Perimeter,
    grain=("source", "siren", "year", "insee_code"),
    slice={"source": "source", "insee_code": "siren", "year": "year"},
)
