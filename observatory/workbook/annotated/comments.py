"""Comments of one sheet: the part with their texts, and the drawing that says where their boxes stand."""

import re
from collections.abc import Mapping

from lxml import etree

from observatory.workbook.annotated.cells import letters, place
from observatory.workbook.annotated.contract import AUTHOR
from observatory.workbook.annotated.package import Package, namespace, references

COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>
</o:shapelayout></xml>"""
_SHAPE = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" id="obs_{column}_{row}"
 style="position:absolute;width:220pt;height:{height}pt;visibility:hidden"
 path="m,l,21600r21600,l21600,xe" coordsize="21600,21600" o:spt="202" fillcolor="#ffffe1" o:insetmode="auto">
<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:textbox style="mso-direction-alt:auto"/>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
<x:Anchor>{left}, 15, {top}, 2, {right}, 40, {bottom}, 4</x:Anchor>
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_OBJECT = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*?ObjectType=\"Note\"(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
_AT = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>\s*<x:Column>\s*(\d+)\s*</x:Column>")
_CONTINUED = f"\n{AUTHOR} : "
_LINE_CHARS, _LINE_POINTS = 42, 13
# What may stand after the reference to the drawing of comments in a sheet.
_AFTER = frozenset(
    {
        "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
        "drawingHF",
    }
)  # fmt: skip


def forget(package: Package, sheet: str) -> None:
    """Take our former comments away; the depositor's own stay."""
    for _, part in package.related(sheet, "comments"):
        if package.has(part):
            root = package.tree(part)
            ns = namespace(root)
            ours = {str(n) for n, one in enumerate(root.iter(f"{{{ns}}}author")) if one.text == AUTHOR}
            for comment in list(root.iter(f"{{{ns}}}comment")):
                _uncontinued(comment, ns)
                if comment.get("authorId") in ours:
                    _drop_box(package, sheet, comment.get("ref", ""))
                    comment.getparent().remove(comment)


def comment(package: Package, sheet: str, texts: Mapping[tuple[int, int], str]) -> None:
    """Write a comment on each cell (row from 1, column from 0); one that stands there already is continued."""
    if not texts:
        return
    part = _comments_part(package, sheet)
    root = package.tree(part)
    ns = namespace(root)
    author = _author(root, ns)
    listed = root.find(f"{{{ns}}}commentList")
    known = {one.get("ref"): one for one in listed}
    boxes = []
    for (row, column), text in sorted(texts.items()):
        reference = f"{letters(column)}{row}"
        if reference in known:
            _continued(known[reference], text, ns)
            continue
        one = etree.SubElement(listed, f"{{{ns}}}comment", ref=reference, authorId=str(author))
        _run(etree.SubElement(one, f"{{{ns}}}text"), text, ns)
        boxes.append(_box(row, column, text))
    drawing = _drawing_part(package, sheet)
    whole = package.text(drawing)
    end = whole.rindex(b"</xml>")
    package.put(drawing, whole[:end] + "".join(boxes).encode() + whole[end:])


def _uncontinued(one: etree._Element, ns: str) -> None:
    for run in list(one.iter(f"{{{ns}}}r")):
        if "".join(run.itertext()).startswith(_CONTINUED):
            run.getparent().remove(run)


def _continued(one: etree._Element, text: str, ns: str) -> None:
    inside = one.find(f"{{{ns}}}text")
    if inside is None:
        inside = etree.SubElement(one, f"{{{ns}}}text")
    plain = inside.find(f"{{{ns}}}t")
    if plain is not None:  # a bare text and runs do not stand side by side
        inside.remove(plain)
        _run(inside, plain.text or "", ns)
    _run(inside, f"{_CONTINUED}{text}", ns)


def _run(inside: etree._Element, text: str, ns: str) -> None:
    run = etree.SubElement(inside, f"{{{ns}}}r")
    written = etree.SubElement(run, f"{{{ns}}}t")
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = text


def _author(root: etree._Element, ns: str) -> int:
    authors = root.find(f"{{{ns}}}authors")
    names = [one.text for one in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{ns}}}author").text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def _comments_part(package: Package, sheet: str) -> str:
    for _, part in package.related(sheet, "comments"):
        if package.has(part):
            return part
    part = package.free("xl/comments{}.xml")
    ns = namespace(package.tree(sheet))
    package.put(part, f'<comments xmlns="{ns}"><authors/><commentList/></comments>'.encode())
    package.declare(part, COMMENTS)
    package.relate(sheet, "comments", part)
    return part


def _drawing_part(package: Package, sheet: str) -> str:
    root = package.tree(sheet)
    ns = namespace(root)
    identity = f"{{{references(root)}}}id"
    found = root.find(f"{{{ns}}}legacyDrawing")
    if found is not None:
        for one, part in package.related(sheet, "vmlDrawing"):
            if one == found.get(identity) and package.has(part):
                return part
    part = package.free("xl/drawings/vmlDrawingObs{}.vml")
    package.put(part, _EMPTY_VML.encode())
    package.declare_extension("vml", VML)
    element = found if found is not None else etree.Element(f"{{{ns}}}legacyDrawing")
    element.set(identity, package.relate(sheet, "vmlDrawing", part))
    if found is None:
        following = [one for one in root if etree.QName(one).localname in _AFTER]
        if following:
            following[0].addprevious(element)
        else:
            root.append(element)
    return part


def _box(row: int, column: int, text: str) -> str:
    lines = sum(1 + len(line) // _LINE_CHARS for line in text.split("\n")) + 1
    return _SHAPE.format(
        row=row - 1,
        column=column,
        left=column + 1,
        right=column + 4,
        top=max(row - 2, 0),
        bottom=max(row - 2, 0) + lines,
        height=lines * _LINE_POINTS,
    )


def _drop_box(package: Package, sheet: str, reference: str) -> None:
    """Take the box of a comment away: whichever program saved the file last, it stands at that cell."""
    column, row = re.fullmatch(r"([A-Z]+)([0-9]+)", reference).groups()  # type: ignore[union-attr]
    at = (str(int(row) - 1).encode(), str(place(column)).encode())
    for _, part in package.related(sheet, "vmlDrawing"):
        if package.has(part):
            kept = _OBJECT.sub(
                lambda box: b"" if (found := _AT.search(box[0])) and found.groups() == at else box[0],
                package.text(part),
            )
            package.put(part, kept)
