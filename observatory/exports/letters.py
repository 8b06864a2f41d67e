"""The letters that the bundled fonts have: a document that could not write one would not be made at all."""

import re
from unicodedata import normalize

FONT = "Source Sans Pro"
SIGNS_FONT = "DejaVu Sans Mono"  # embedded in the typesetter
SIGNS = "\u2300-\u23ff\u2500-\u2605"
_KNOWN = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0192\u0218-\u021b\u0391-\u03a1\u03a3-\u03c9\u2000-\u200a\u2010-\u2027"
    "\u202f-\u2040\u2044\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2122\u2126\u2190-\u22ff" + SIGNS
)
_UNKNOWN = re.compile(f"[^{_KNOWN}]")
MISSING = "□"


def legible(text: str) -> str:
    r"""The text on one line, with a box in place of each letter that no bundled font has.

    >>> legible("Île-d\u2019Aix\n\u6f22")
    'Île-d’Aix □'
    """
    return _UNKNOWN.sub(MISSING, normalize("NFC", re.sub(r"[\n\r\t]+", " ", text)))
