"""Small PDF files with a Chinese text layer, written by hand so that no font is needed."""

from __future__ import annotations

LOCK = {b"O": 48, b"U": 48, b"OE": 32, b"UE": 32, b"Perms": 16}
"""The keys of a lock and their bytes."""

SIZE = 16
"""Points of a Chinese character."""


def pdf(pages: list[list[tuple[float, float, str]]]) -> bytes:
    """A PDF whose pages hold texts at places in points from the left and the top."""
    streams = [_page_stream(page) for page in pages]
    unicode = _to_unicode({character for page in pages for _, _, text in page for character in text})
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    outer = b"/BaseFont /Sim /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R"
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    widths = b"/DW 1000 /W [32 [%s]]" % (b" 500" * 95)
    objects += [
        b"<< /Type /Font /Subtype /Type0 %s >>" % outer,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sim %s %s >>" % (system, widths),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(unicode), unicode),
    ]
    kids = []
    for stream in streams:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects)


def locked() -> bytes:
    """A PDF locked with AES-256, the usual way today."""
    keys = b" ".join(b"/%s <%s>" % (name, b"41" * size) for name, size in LOCK.items())
    streams = b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    encrypt = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 %s %s >>" % (keys, streams)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>", encrypt]
    return _file(objects, b"/Encrypt 3 0 R /ID [<41> <41>]")


def _file(objects: list[bytes], more: bytes = b"") -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, more, start)
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def _to_unicode(characters: set[str]) -> bytes:
    """The table that says which character each code of the font is: itself."""
    codes = [f"<{ord(each):04X}> <{ord(each):04X}>" for each in sorted(characters)]
    blocks = [codes[start : start + 100] for start in range(0, len(codes), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"
    return f"{head}\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n{listed}\nendcmap end end".encode()


def _page_stream(texts: list[tuple[float, float, str]]) -> bytes:
    shown = [
        f"BT /F1 {SIZE} Tf 1 0 0 1 {x} {842 - y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in texts
    ]
    return "\n".join(shown).encode()


def paragraphs(pages: list[list[str]], wide: int = 28) -> bytes:
    """A PDF of paragraphs set in lines of so many characters, with a running title and page numbers."""
    made = []
    for number, page in enumerate(pages, start=1):
        texts: list[tuple[float, float, str]] = [(60, 40, "示例县科技局文件")]
        top = 90.0
        for paragraph in page:
            rest = paragraph if len(paragraph) < wide and not paragraph.endswith("。") else f"　　{paragraph}"
            while rest:
                texts.append((60, top, rest[:wide]))
                rest, top = rest[wide:], top + 26
        texts.append((280, 810, f"— {number} —"))
        made.append(texts)
    return pdf(made)
