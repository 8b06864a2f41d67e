"""The parts of an .xlsx: read, changed, and written back, the others left as they are."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES_PART = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
# Nothing outside the part is ever fetched: the guard refused document types, and this asks for none.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


class Package:
    """The parts of a workbook by name. Parts that are asked for as trees are written back as they then stand."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        self._by_lower = {name.lower(): name for name in self._parts}
        self._trees: dict[str, etree._Element] = {}

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def has(self, name: str) -> bool:
        """Whether there is such a part; names of parts are compared without case."""
        return name.lower() in self._by_lower

    def tree(self, name: str) -> etree._Element:
        """A part as a tree to change."""
        own = self._by_lower[name.lower()]
        if own not in self._trees:
            self._trees[own] = etree.fromstring(self._parts[own], _PARSER)
        return self._trees[own]

    def text(self, name: str) -> bytes:
        """A part as it is."""
        return self._parts[self._by_lower[name.lower()]]

    def put(self, name: str, content: bytes) -> None:
        """Add a part, or replace one."""
        own = self._by_lower.setdefault(name.lower(), name)
        self._trees.pop(own, None)
        self._parts[own] = content

    def put_tree(self, name: str, root: etree._Element) -> None:
        """The same of a tree."""
        self.put(name, _spelled(root))

    def remove(self, name: str) -> None:
        """Take a part away, with what declares its content."""
        own = self._by_lower.pop(name.lower())
        del self._parts[own]
        self._trees.pop(own, None)
        for one in self.tree(TYPES_PART).findall(f"{{{CONTENT_TYPES}}}Override"):
            if one.get("PartName", "").lower() == f"/{name.lower()}":
                one.getparent().remove(one)

    def bytes(self) -> bytes:
        """The whole workbook."""
        for name, root in self._trees.items():
            self._parts[name] = _spelled(root)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(self._parts, key=lambda name: name != TYPES_PART):
                archive.writestr(name, self._parts[name])
        return buffer.getvalue()

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part holds."""
        types = self.tree(TYPES_PART)
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts of that extension hold, where it is not said."""
        types = self.tree(TYPES_PART)
        known = {one.get("Extension", "").lower() for one in types.findall(f"{{{CONTENT_TYPES}}}Default")}
        if extension not in known:
            default = etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension=extension, ContentType=content_type)
            types.insert(0, default)

    def related(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Id and name of each part of one kind that a part refers to."""
        if self.has(rels_of(part)):
            for one in self.tree(rels_of(part)):
                if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                    yield one.get("Id", ""), _resolved(part, one.get("Target", ""))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Have a part refer to another; returns the id of the reference."""
        name = rels_of(part)
        if not self.has(name):
            self.put_tree(name, etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS}))
        root = self.tree(name)
        known = {one.get("Id") for one in root}
        number = next(n for n in range(1, len(known) + 2) if f"rIdObs{n}" not in known)
        base = _STRICT if b"purl.oclc.org" in self.text(WORKBOOK)[:2000] else _OFFICE
        etree.SubElement(
            root,
            f"{{{RELATIONSHIPS}}}Relationship",
            Id=f"rIdObs{number}",
            Type=f"{base}/{kind}",
            Target=f"/{target}",
        )
        return f"rIdObs{number}"

    def unrelate(self, part: str, identity: str) -> None:
        """Have a part no longer refer to another."""
        for one in self.tree(rels_of(part)):
            if one.get("Id") == identity:
                one.getparent().remove(one)

    def free(self, pattern: str) -> str:
        """The first name of a pattern that no part has: `xl/comments{}.xml`."""
        return next(name for n in range(1, 10_000) if not self.has(name := pattern.format(n)))


def rels_of(part: str) -> str:
    """The part that holds the references of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def namespace(root: etree._Element) -> str:
    """The namespace of a part's elements: of the usual or of the strict spelling of the standard."""
    return str(etree.QName(root).namespace)


def references(root: etree._Element) -> str:
    """The namespace of the ids of references in a part."""
    return _STRICT if "purl.oclc.org" in namespace(root) else _OFFICE


def _resolved(part: str, target: str) -> str:
    return (
        target.lstrip("/")
        if target.startswith("/")
        else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
    )


def _spelled(root: etree._Element) -> bytes:
    spelled: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return spelled
