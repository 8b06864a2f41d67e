"""Cell styles with the colour of what is to correct, and back."""

from copy import deepcopy

from lxml import etree

from observatory.workbook.annotated.package import Package, namespace

ERROR, WARNING = "FFFFCFA8", "FFFFF2B3"  # an orange and a yellow that black text stands out on (over 13:1)
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


class Styles:
    """The styles part of a workbook: for each style a twin with one of our fills, made when it is asked for."""

    def __init__(self, package: Package, part: str) -> None:
        self._root = package.tree(part)
        self._ns = namespace(self._root)
        found = self._root.find(f"{{{self._ns}}}cellXfs")
        self._xfs = found if found is not None else self._create("cellXfs", '<xf numFmtId="0" fontId="0" fillId="0"/>')
        self._twins: dict[tuple[int, str], int] = {}

    def marked(self, style: int, colour: str) -> int:
        """The number of the style that is that one, filled with a colour."""
        if (style, colour) not in self._twins:
            base = self._xfs[style] if style < len(self._xfs) else self._xfs[0]
            twin = deepcopy(base)
            twin.set("fillId", str(self._fill(colour)))
            twin.set("applyFill", "1")
            self._xfs.append(twin)
            self._xfs.set("count", str(len(self._xfs)))
            self._twins[style, colour] = len(self._xfs) - 1
        return self._twins[style, colour]

    def unmarked(self) -> dict[int, int]:
        """Of each style filled by us before, the one that it was made from: alike in all else, and not filled by us."""
        ours = {str(number) for number, colour in enumerate(self._colours()) if colour in {ERROR, WARNING}}
        plain = {_but_fill(xf): n for n, xf in reversed(list(enumerate(self._xfs))) if xf.get("fillId") not in ours}
        return {n: plain.get(_but_fill(xf), 0) for n, xf in enumerate(self._xfs) if xf.get("fillId") in ours}

    def _colours(self) -> list[str]:
        path = f"{{{self._ns}}}patternFill/{{{self._ns}}}fgColor"
        return ["" if (found := fill.find(path)) is None else found.get("rgb", "").upper() for fill in self._fills()]

    def _fill(self, colour: str) -> int:
        colours = self._colours()
        if colour in colours:
            return colours.index(colour)
        fills = self._fills()
        fill = etree.SubElement(fills, f"{{{self._ns}}}fill")
        pattern = etree.SubElement(fill, f"{{{self._ns}}}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{{{self._ns}}}fgColor", rgb=colour)
        etree.SubElement(pattern, f"{{{self._ns}}}bgColor", indexed="64")
        fills.set("count", str(len(fills)))
        return len(fills) - 1

    def _fills(self) -> etree._Element:
        found = self._root.find(f"{{{self._ns}}}fills")
        if found is not None:
            return found
        # The first two fills have a meaning of their own: none, and a grey pattern.
        return self._create(
            "fills",
            '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
        )

    def _create(self, name: str, inside: str) -> etree._Element:
        made = etree.fromstring(f'<{name} xmlns="{self._ns}">{inside}</{name}>')
        made.set("count", str(len(made)))
        before = _ORDER[: _ORDER.index(name)]
        places = [n for n, one in enumerate(self._root) if etree.QName(one).localname in before]
        self._root.insert(places[-1] + 1 if places else 0, made)
        return made


def _but_fill(xf: etree._Element) -> bytes:
    bare = deepcopy(xf)
    for name in ("fillId", "applyFill"):
        bare.attrib.pop(name, None)
    bare.tail = None
    spelled: bytes = etree.tostring(bare, method="c14n")
    return spelled
