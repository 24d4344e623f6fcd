"""PDF files with a text layer → paragraphs: soft-wrapped lines joined, page numbers and running titles dropped."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from sctarget.readers.blanks import without_blanks
from sctarget.readers.document_file import DocumentError
from sctarget.readers.pdf_tables import has_table, with_rows

if TYPE_CHECKING:
    from pypdf import PageObject

_FEWEST_CHARACTERS = 10
_PAGE_NUMBER = re.compile(
    r"[-—–－~·•][-—–－~·• ]*[0-9]{1,4} *[-—–－~·•]+|第 ?[0-9]{1,4} ?页(?: ?[/／,，]? ?共 ?[0-9]{1,4} ?页)?"
    r"|[0-9]{1,4} ?/ ?[0-9]{1,4}"
)
_HEADING = re.compile(
    r"第[一二三四五六七八九十百0-9]{1,4}[章节条篇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[）)]|附件|附表"
)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|·{4,})\s*[0-9]{1,4}$")
_EDGE = 2
_FEWEST_PAGES = 3
_SHARE = 0.6
_RAGGED = 3


class PdfText(NamedTuple):
    """The paragraphs of a PDF, each with the number of the page on which it begins."""

    lines: list[str]
    pages: list[int]


def text_of_pdf(data: bytes, name: str) -> PdfText:
    """The text of a PDF.  Raises DocumentError: broken, encrypted, or a scan without text."""
    pages = _pages(data, name)
    characters = sum(len("".join(line.split())) for page in pages for line in page)
    if characters < _FEWEST_CHARACTERS * max(1, len(pages)):
        raise DocumentError(f"{name} 没有文字层，像是扫描件。请先做文字识别（OCR），或找到原来的 Word 文件。")
    return _joined(_without_edges(pages))


def _pages(data: bytes, name: str) -> list[list[str]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its English remarks on odd files help no clerk
    failures = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [_page(page) for page in reader.pages]
    except (DependencyError, NotImplementedError):  # AES needs a library of its own
        locked = True
    except failures as failure:
        raise DocumentError(f"{name} 已损坏，不是完整的 PDF。请重新导出一份再试。") from failure
    if locked:
        raise DocumentError(f"{name} 加了密，读不出来。请打开它另存或打印成没有密码的 PDF，或找到原来的 Word 文件。")
    return pages


def _page(page: PageObject) -> list[str]:
    """The lines of a page; where it has a table, read as laid out, so that columns stay apart."""
    text = page.extract_text()
    if has_table(text):
        return with_rows(_lines(page.extract_text(extraction_mode="layout")))
    return _lines(text)


def _lines(page: str) -> list[str]:
    return [line.rstrip() for line in page.replace("\r", "\n").split("\n") if line.strip()]


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers and without the titles that stand at the edge of most pages."""
    running = Counter(_mask(line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    usual = {line for line, count in running.items() if count >= max(_FEWEST_PAGES, _SHARE * len(pages))}

    def is_edge(line: str) -> bool:
        return _PAGE_NUMBER.fullmatch(line.strip()) is not None or _mask(line) in usual

    kept = []
    for page in pages:
        first, last = 0, len(page)
        while first < last and first < _EDGE and is_edge(page[first]):
            first += 1
        while last > first and last > len(page) - _EDGE and is_edge(page[last - 1]):
            last -= 1
        kept.append(page[first:last])
    return kept


def _mask(line: str) -> str:
    return re.sub("[0-9０-９]+", "#", "".join(line.split()))


def _joined(pages: list[list[str]]) -> PdfText:
    """Lines made paragraphs: a line as wide as the text goes on in the next one, unless a heading begins there."""
    widths = Counter(_width(line) for page in pages for line in page)
    full = _full_width(widths)
    paragraphs: list[list[str]] = []
    numbers: list[int] = []
    goes_on = False
    for number, page in enumerate(pages, start=1):
        for line in page:
            row = "\t" in line
            bare = line if row else without_blanks(line.strip())
            if not bare or _LEADERS.search(bare):
                continue
            indented = line[:1] == "\u3000" or line.startswith("    ")
            if goes_on and not row and not indented and not _HEADING.match(bare):
                paragraphs[-1].append(bare)
            else:
                paragraphs.append([bare])
                numbers.append(number)
            goes_on = not row and _width(line) >= full - _RAGGED * 2
    return PdfText([_one_line(pieces) for pieces in paragraphs], numbers)


def _one_line(pieces: list[str]) -> str:
    """The lines of a paragraph as one; a blank stands only between Latin words."""
    joined = [pieces[0]]
    for before, after in pairwise(pieces):
        latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
        joined += [" ", after] if latin else [after]
    return "".join(joined)


def _full_width(widths: Counter[int]) -> int:
    """How wide a full line is, in halves of a Chinese character: the widest that is usual."""
    total = sum(widths.values())
    seen = 0
    for width in sorted(widths, reverse=True):
        seen += widths[width]
        if seen * 10 >= total:
            return width
    return 0


def _width(line: str) -> int:
    return sum(2 if east_asian_width(each) in "WFA" else 1 for each in line if each != " ")
