"""A .docx with some of its parts exchanged; every other part stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that keeps leading and trailing blanks of a text node."""


def parsed(data: bytes) -> Element:
    """The root element of an XML part, without entities and network."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialised(root: Element) -> bytes:
    """The bytes of an XML part."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same zip with the given parts instead of its own, e.g. ``{"word/document.xml": b"…"}``."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, parts.get(entry.filename, source.read(entry)), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def read_part(data: bytes, path: str) -> bytes:
    """The bytes of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(path)
