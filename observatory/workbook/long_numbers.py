"""Numbers of thirteen digits and more, kept as the numbers that they are.

A meter's number of fourteen digits, stored as a number, loses its first zero, or its last digits: read as text it looks
like any other. It is spelled with a decimal (`12345678901234.0`), so that whoever reads a meter's number knows.
"""

import re

from observatory.workbook.xml_scan import Patch, attributes

_P = rb"<(?:[A-Za-z_][\w.-]*:)?"
_END = rb"</(?:[\w.-]+:)?"
_LONG = rb"([0-9]{13,}(?:\.0*)?|[0-9]\.[0-9]+[eE]\+?1[2-9])"
_ANY = re.compile(rb"v>\s*" + _LONG)
_CELL = re.compile(
    _P + rb"c\s([^<>]*)>\s*(?:" + _P + rb"f(?:\s[^<>]*)?(?:/>|>[^<]*" + _END + rb"f\s*>)\s*)?"
    rb"" + _P + rb"v>\s*" + _LONG + rb"\s*<"
)
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LETTERS = 26


def long_numbers(part: bytes, sheet: str) -> list[Patch]:
    """The text to read in each numeric cell of an .xlsx sheet that holds so many digits."""
    if not _ANY.search(part):
        return []
    patches = []
    for tag, digits in _CELL.findall(part):
        cell = attributes(tag)
        address = _ADDRESS.fullmatch(cell.get("r", ""))
        if address is not None and cell.get("t", "n") == "n":
            row, column = int(address[2]), _column(address[1])
            patches.append(Patch(sheet=sheet, row=row, column=column, text=spelled(digits.decode("ascii"))))
    return patches


def spelled(digits: str) -> str:
    """A long whole number with one decimal, every digit kept.

    >>> spelled("12345678901234"), spelled("12345678901234.0"), spelled("1.5E+14")
    ('12345678901234.0', '12345678901234.0', '150000000000000.0')
    """
    whole = digits.partition(".")[0] if "e" not in digits.lower() else str(int(float(digits)))
    return f"{whole}.0"


def is_long(value: str) -> bool:
    """Tell a whole number of thirteen digits or more.

    >>> is_long("12345678901234"), is_long("123.5")
    (True, False)
    """
    return re.fullmatch(_LONG.decode("ascii"), value) is not None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
