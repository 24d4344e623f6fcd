"""What a file really is, and a bounded look into zips; nothing here trusts a name or a stated size (docs/forms.md)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from sctarget.model.errors import SctargetError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_FILE = 32 * 1024 * 1024
"""No returned workbook is larger than this many bytes."""

MAX_ENTRIES = 2000
MAX_TOTAL = 128 * 1024 * 1024
MAX_PART = 16 * 1024 * 1024
MAX_RATIO = 250
_RATIO_FROM = 1024 * 1024
MAX_TAGS = 500_000
"""No part of a form has more XML elements than this, counted before they are taken into memory."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, OverflowError, RuntimeError)
"""What the standard library raises over a zip that is none; NotImplementedError is a RuntimeError."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_HEAD = 4096

READABLE = frozenset({"xlsx", "xlsb", "ods", "xls"})
"""Kinds of file that a form can be read from."""


class UnreadableError(SctargetError):
    """A file that cannot be read as a form; ``code`` is the problem's code, ``facts`` fill its wording."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Parts:
    """The parts of a zip, each read within bounds: bytes of all, of one ``part``, XML ``tags`` of one.

    Raises UnreadableError for broken zips, zip bombs, encrypted entries and XML that declares entities.
    """

    def __init__(self, data: bytes, total: int = MAX_TOTAL, part: int = MAX_PART, tags: int = MAX_TAGS) -> None:
        self._part, self._tags = part, tags
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except _BROKEN:
            raise UnreadableError("unreadable_corrupt") from None
        if len(entries) > MAX_ENTRIES:
            raise UnreadableError("unreadable_unsafe", why=f"压缩包内有{len(entries)}个文件")
        if sum(entry.file_size for entry in entries) > total:
            raise UnreadableError("unreadable_too_large", why=f"解压后超过{total // 1024 // 1024}MB")
        for entry in entries:
            if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise UnreadableError("unreadable_unsafe", why="个别部分压缩比异常")
        self.entries = tuple(entries)
        self._by_name = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        self.names = frozenset(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def read(self, name: str) -> bytes | None:
        """The bytes of a part whatever the case of its name, or None."""
        entry = self._by_name.get(name.lower())
        return None if entry is None else self.read_entry(entry, self._part)

    def read_entry(self, entry: zipfile.ZipInfo, limit: int = MAX_PART) -> bytes:
        """The bytes of an entry, of ``limit`` at most whatever its header says."""
        if entry.flag_bits & 1:
            raise UnreadableError("unreadable_password")
        if entry.compress_type not in _METHODS:
            raise UnreadableError("unreadable_corrupt")
        try:
            with self._archive.open(entry) as part:
                content = part.read(limit + 1)
        except _BROKEN:
            raise UnreadableError("unreadable_corrupt") from None
        if len(content) > limit:
            raise UnreadableError("unreadable_too_large", why=f"其中{entry.filename}超过{limit // 1024 // 1024}MB")
        return content

    def xml(self, name: str) -> Element | None:
        """The root element of an XML part, or None when there is no such part."""
        content = self.read(name)
        return None if content is None else parse_xml(content, self._tags)


def parse_xml(content: bytes, tags: int = MAX_TAGS) -> Element:
    """The root element of XML without DTD and entities.  Raises UnreadableError."""
    from xml.etree import ElementTree as ET

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:64]:
        raise UnreadableError("unreadable_unsafe", why="内含XML实体声明")
    if content.count(b"<") > 2 * tags:
        raise UnreadableError("unreadable_too_large", why=f"其中有超过{tags}个单元格或格式")
    try:
        return ET.fromstring(content)  # noqa: S314  (entities are refused above)
    except (ET.ParseError, ValueError, LookupError):
        raise UnreadableError("unreadable_corrupt") from None


def file_kind(data: bytes, name: str) -> tuple[str, Parts | None]:
    """What the bytes are, one of ``READABLE`` or ``zip``, and their parts where they are a zip.

    Raises UnreadableError with the code that says what else they are.
    """
    if not data:
        raise UnreadableError("unreadable_empty")
    if len(data) > MAX_FILE:
        raise UnreadableError("unreadable_too_large", why=f"文件超过{MAX_FILE // 1024 // 1024}MB")
    head = data[:_HEAD]
    if head.startswith(b"PK"):
        parts = Parts(data)
        kind = _zip_kind(parts)
        if kind in READABLE and len(parts.names) < len(parts.entries):
            raise UnreadableError("unreadable_corrupt")
        return kind, parts
    if head.startswith(_OLE):
        return _ole_kind(data, name), None
    raise UnreadableError(_other_kind(head))


def _zip_kind(parts: Parts) -> str:
    names = parts.names
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise UnreadableError("unreadable_document")
    if "mimetype" in names and "content.xml" in names:
        if b"encryption-data" in (parts.read("META-INF/manifest.xml") or b""):
            raise UnreadableError("unreadable_password")
        if b"spreadsheet" in (parts.read("mimetype") or b""):
            return "ods"
        raise UnreadableError("unreadable_document")
    return "xlsx" if b"spreadsheetml" in (parts.read("[Content_Types].xml") or b"") else "zip"


def _ole_kind(data: bytes, name: str) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise UnreadableError("unreadable_password")
    if has("WordDocument") or has("PowerPoint Document"):
        raise UnreadableError("unreadable_document")
    if not (has("Workbook") or has("Book")):
        raise UnreadableError("unreadable_ole" if name.lower().endswith(_SPREADSHEETS) else "unreadable_unknown")
    if name.lower().endswith((".xlsx", ".xlsm", ".xlsb", ".ods")):
        raise UnreadableError("unreadable_old_xls")
    return "xls"


def _other_kind(head: bytes) -> str:  # noqa: PLR0911  (one line per sort of file)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if (
        text.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"mime-version"))
        or b"<html" in text
    ):
        return "unreadable_html"
    if text.startswith(b"<?xml"):
        return "unreadable_xml"
    if text.startswith(b"%pdf"):
        return "unreadable_pdf"
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "unreadable_archive"
    if head.startswith(_IMAGES) or head[4:8] == b"ftyp":
        return "unreadable_image"
    if text.startswith(b"{\\rtf"):
        return "unreadable_document"
    return "unreadable_unknown" if b"\x00" in head else "unreadable_text"
