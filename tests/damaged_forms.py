"""Returned forms, damaged in every way that post, people and malice know; the same seed gives the same bytes."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms_support import blank_form, filled, make_plan, shared_strings

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = list[tuple[str, bytes]]
    """Name and content of each part of a zip, in order; a name may stand there twice."""

DATA = Path(__file__).parent / "readers" / "data"
MAGIC = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF-1.7",
    b"<?xml version='1.0'?>",
    b"Rar!",
    b"",
    b"\x00",
)
ODD_NAMES = ("a", "a.zip", "a.pdf", "a.xlsb", "a.ods", "a.xls", "说明.xlsx", "a\udcff.xlsx", "~$a.xlsx")
NUMBERS = (
    "-1",
    "1e400",
    "1E-400",
    "99999999999999999999",
    "NaN",
    "",
    " ",
    "0x10",
    "1_0",
    "１２",
    "+-1",
    "1e5",
    "٣",
    "²",
)
PLACES = ("XFD1048576", "A0", "", "H", "7", "$H$5", "ZZZZ9", "A1:B2", "h5", "H99999999", "H5", "A4", "B16777216")
TEXTS = (
    "\x00",
    "\ufffe",
    "\ud7ff",
    "&#0;",
    "&bogus;",
    "&#xD800;",
    "]]>",
    "<![CDATA[<v>1</v>]]>",
    "<!-- - -->",
    "<?x y?>",
    "_xD800_",
    "_x0000_",
    "=cmd|' /C calc'!A0",
    "9" * 5000,
    "一" * 40000,
    "\u202e12",
    "1" + "0" * 400,
    "%" * 200,
    "(" * 3000,
    "万" * 300,
    "１，２３４．５６７亿千百十",
)
DOCTYPE = (
    b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">'
    b'<!ENTITY z SYSTEM "file:///etc/passwd">]>'
)


_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class Case(NamedTuple):
    """A file as it could come back: its name and its bytes."""

    name: str
    data: bytes


@cache
def seeds() -> tuple[Case, ...]:
    """Forms in which all is well, one of each format."""
    plan = make_plan()
    whole = packed(
        [(name, _STAMP.sub(rb"\g<1>2023-12-31T00:00:00Z", content)) for name, content in unpacked(filled(plan))]
    )
    return (
        Case("a.xlsx", whole),
        Case("b.xlsx", blank_form(plan)),
        Case("c.xlsx", shared_strings(whole)),
        Case("d.ods", (DATA / "form.ods").read_bytes()),
        Case("e.xls", (DATA / "form.xls").read_bytes()),
    )


def make_case(seed: int, number: int) -> Case:
    """The damaged file of a seed and a number."""
    chance = random.Random(f"{seed}:{number}")
    kinds = seeds() if chance.random() < 0.04 else seeds()[:4]
    name, data = chance.choices(kinds, (6, 2, 4, 3, 1)[: len(kinds)])[0]
    for _ in range(chance.choice((1, 1, 1, 1, 2))):
        change = chance.choices((_damage_parts, _damage_zip, _damage_bytes), (8, 2, 1))[0]
        data = change(chance, data)
    if chance.random() < 0.03:
        data = _random_bytes(chance)
    if chance.random() < 0.06:
        name, data = _in_archive(chance, name, data)
    if chance.random() < 0.03:
        name = chance.choice(ODD_NAMES)
    return Case(name, data)


def unpacked(data: bytes) -> Parts:
    """The parts of a zip; none where it is broken already."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()][:200]
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError, struct.error, zipfile.zlib.error):  # type: ignore[attr-defined]
        return []


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name.replace("\x00", "") or "x", (2023, 12, 31, 0, 0, 0)), content, method)
    return target.getvalue()


def _damage_bytes(chance: random.Random, data: bytes) -> bytes:
    """Bits turned over, an end cut off, a piece lost, doubled or replaced."""
    if not data:
        return data
    raw, start = bytearray(data), chance.randrange(len(data))
    end = min(len(raw), start + chance.choice((1, 4, 64, 512, 4096)))
    match chance.randrange(6):
        case 0 | 1:
            for _ in range(chance.choice((1, 2, 8, 50))):
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case 2:
            del raw[start:]
        case 3:
            del raw[start:end]
        case 4:
            raw[start:start] = raw[start:end]
        case _:
            raw[start:end] = chance.randbytes(end - start)
    return bytes(raw)


def _damage_parts(chance: random.Random, data: bytes) -> bytes:
    """The XML of one part changed, the zip itself in order."""
    parts = unpacked(data)
    if not parts:
        return _damage_bytes(chance, data)
    weights = [5 if "sheet" in name or name in {"content.xml", "xl/sharedStrings.xml"} else 1 for name, _ in parts]
    number = chance.choices(range(len(parts)), weights)[0]
    name, content = parts[number]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(_XML_CHANGES)(chance, content)
    parts[number] = (name, content)
    return packed(parts)


def _replace_value(chance: random.Random, content: bytes) -> bytes:
    found = [*re.finditer(rb"<(?:v|t|f|text:p|si)\b[^>]*>([^<]*)<", content)]
    return _replaced(chance, content, found, chance.choice((*NUMBERS, *TEXTS)))


def _replace_attribute(chance: random.Random, content: bytes) -> bytes:
    found = [*re.finditer(rb'="([^"]*)"', content)]
    more = ("1", "true", "veryHidden", "rId1", "../../../etc/passwd", "inlineStr", "s", "e", "b", "d", "str", "shared")
    return _replaced(chance, content, found, chance.choice((*NUMBERS, *PLACES, *more)))


def _replace_address(chance: random.Random, content: bytes) -> bytes:
    found = [*re.finditer(rb' (?:r|ref|sqref|table:number-(?:rows|columns)-repeated)="([^"]*)"', content)]
    return _replaced(chance, content, found, chance.choice((*PLACES, "1048576", "-1", "A1:XFD1048576")))


def _replaced(chance: random.Random, content: bytes, found: list[re.Match[bytes]], text: str) -> bytes:
    if not found:
        return content
    match = chance.choice(found)
    return content[: match.start(1)] + text.encode("utf-8", "surrogatepass") + content[match.end(1) :]


def _drop_tag(chance: random.Random, content: bytes) -> bytes:
    found = [*re.finditer(rb"<[^>]*>", content)]
    if not found:
        return content
    match = chance.choice(found)
    return content[: match.start()] + content[match.end() :]


def _double_element(chance: random.Random, content: bytes) -> bytes:
    kinds = rb"<(c|row|si|xf|sheet|mergeCell|table:table-row|table:table-cell)\b.*?(?:/>|</\1>)"
    found = [*re.finditer(kinds, content, re.DOTALL)]
    if not found:
        return content
    match = chance.choice(found)
    return content[: match.end()] + match[0] * chance.choice((1, 1, 2, 500)) + content[match.end() :]


def _swap_elements(chance: random.Random, content: bytes) -> bytes:
    found = [*re.finditer(rb"<(row|c|si)\b.*?</\1>", content, re.DOTALL)]
    if len(found) < 2:
        return content
    one, two = sorted(chance.sample(found, 2), key=lambda match: match.start())
    if one.end() > two.start():
        return content
    return content[: one.start()] + two[0] + content[one.end() : two.start()] + one[0] + content[two.end() :]


def _insert(chance: random.Random, content: bytes) -> bytes:
    depth = chance.choice((50, 5000, 60000))
    piece = chance.choice(
        (
            DOCTYPE,
            b"&z;&y;",
            b"<x>" * depth,
            b"<is>" * depth + b"</is>" * depth,
            b"<f>1+1</f>",
            b'<f t="shared" si="0"/>',
            b"<extLst/>",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            *(text.encode() for text in TEXTS),
        )
    )
    places = [match.end() for match in re.finditer(rb">", content)] or [0]
    place = chance.choice((0, chance.choice(places), chance.randrange(len(content) + 1)))
    return content[:place] + piece + content[place:]


def _recode(chance: random.Random, content: bytes) -> bytes:
    encoding = chance.choice(("utf-16", "gb18030", "utf-32", "utf-7", "utf-8-sig"))
    text = content.decode("utf-8", "replace")
    if chance.random() < 0.5:
        text = f'<?xml version="1.0" encoding="{encoding}"?>' + re.sub(r"^<\?xml.*?\?>", "", text)
    return text.encode(encoding, "replace")


def _many_rows(chance: random.Random, content: bytes) -> bytes:
    count = chance.choice((3000, 30_000, 200_000))
    inside = chance.choice(("", '<c r="H{0}" s="9"/>', '<c r="H{0}"><v>1</v></c>'))
    row = f'<row r="{{0}}" s="1">{inside}</row>'
    rows = "".join(row.format(number) for number in range(1000, 1000 + count))
    return content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")


_XML_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(_replace_value,) * 8,
    *(_replace_attribute,) * 4,
    *(_replace_address,) * 2,
    _drop_tag,
    _double_element,
    _swap_elements,
    _insert,
    _damage_bytes,
    _recode,
    lambda chance, content: _many_rows(chance, content) if chance.random() < 0.1 else content,
)


def _damage_zip(chance: random.Random, data: bytes) -> bytes:
    """The zip around the parts changed: parts lost, doubled, renamed, badly labelled, or far too large."""
    parts = unpacked(data)
    if not parts:
        return _damage_bytes(chance, data)
    number = chance.randrange(len(parts))
    name, content = parts[number]
    match chance.randrange(12):
        case 0:
            del parts[number]
        case 1:
            parts.append((name, chance.choice(parts)[1]))
        case 2:
            other_names = ("../" + name, name.upper(), name.replace("/", "\\"), "xl/vbaProject.bin")
            parts[number] = (chance.choice(other_names), content)
        case 3:
            parts[number] = (name, b"")
        case 4:
            other = chance.randrange(len(parts))
            parts[number], parts[other] = (name, parts[other][1]), (parts[other][0], content)
        case 5:
            parts[number] = (name, content + b" " * chance.choice((2_000_000, 20_000_000, 40_000_000)))
        case 6:
            parts += [(f"xl/media/{index}.png", b"x") for index in range(chance.choice((100, 2500)))]
        case 7:
            return chance.randbytes(chance.randrange(40)) + packed(parts) + chance.randbytes(chance.randrange(40))
        case 8:
            return packed(parts, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))
        case _:
            return _relabelled(chance, packed(parts))
    return packed(parts)


def _relabelled(chance: random.Random, data: bytes) -> bytes:
    """A field of the zip's directory or of a part's header changed: method, flags, check sum, sizes, name, offset."""
    raw = bytearray(data)
    for _ in range(chance.choice((1, 2))):
        magic, fields = chance.choice(
            (
                (b"PK\x01\x02", ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (38, 4), (42, 4))),
                (b"PK\x03\x04", ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))),
                (b"PK\x05\x06", ((8, 2), (10, 2), (12, 4), (16, 4), (20, 2))),
            )
        )
        places = [match.start() for match in re.finditer(re.escape(magic), data)]
        field, size = chance.choice(fields)
        place = chance.choice(places) + field
        value = chance.choice((b"\x00" * 4, b"\xff" * 4, b"\x01\x00\x00\x00", chance.randbytes(4)))
        raw[place : place + size] = value[:size]
    return bytes(raw)


def _random_bytes(chance: random.Random) -> bytes:
    return chance.choice(MAGIC) + chance.randbytes(chance.choice((0, 1, 10, 1000, 100_000)))


def _in_archive(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """The file in a zip, as one of several, once more in a zip, or under a name that leads elsewhere."""
    names = (
        name,
        f"../../{name}",
        f"/etc/{name}",
        f"C:\\{name}",
        "a/" * 300 + name,
        name.encode("gbk").decode("cp437"),
    )
    inner = packed([(chance.choice(names), data), ("__MACOSX/x.xlsx", b"x"), ("说明.txt", b"x")])
    if chance.random() < 0.3:
        inner = packed([("inner.zip", inner), (name, data)])
    if chance.random() < 0.2:
        inner = _damage_zip(chance, inner)
    return "back.zip", inner
