"""A document as a file: its bytes, what it really is, and why it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.document import TextFile, TextPart, WordFile
from sctarget.model.errors import SctargetError
from sctarget.readers.archive import Parts, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

_MOST = 64 * 1024 * 1024
_MOST_UNPACKED = 256 * 1024 * 1024
_MOST_TAGS = 4_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WORD_XML = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLES = {
    f"{_WORD}document.main+xml": "正文",
    f"{_WORD}header+xml": "页眉",
    f"{_WORD}footer+xml": "页脚",
    f"{_WORD}footnotes+xml": "脚注",
    f"{_WORD}endnotes+xml": "尾注",
}
_ADVICE = {
    ".doc": "是旧版 Word 文件。请用 Word 或 WPS 另存为 .docx 再试",
    ".dot": "是旧版 Word 模板文件。请用 Word 或 WPS 另存为 .docx 再试",
    ".dotx": "是 Word 模板文件。请用 Word 或 WPS 另存为 .docx 再试",
    ".docm": "是带宏的 Word 文件。请用 Word 或 WPS 另存为 .docx 再试",
    ".wps": "是 WPS 旧格式文件。请用 WPS 另存为 .docx 再试",
    ".rtf": "是 RTF 文件。请用 Word 或 WPS 另存为 .docx 再试",
    ".odt": "是 OpenDocument 文件。请用 WPS 或 LibreOffice 另存为 .docx 再试",
    ".ofd": "是 OFD 文件。请转为 .docx 或有文字层的 PDF 再试",
    ".xlsx": "是工作簿，不是文字材料。请把文字另存为 .docx 或 .txt",
    ".xls": "是工作簿，不是文字材料。请把文字另存为 .docx 或 .txt",
    ".et": "是工作簿，不是文字材料。请把文字另存为 .docx 或 .txt",
    ".ppt": "是演示文稿。请把文字另存为 .docx 或 .txt",
    ".pptx": "是演示文稿。请把文字另存为 .docx 或 .txt",
    ".zip": "是压缩包。请先解压，给出其中的文件",
    ".rar": "是压缩包。请先解压，给出其中的文件",
    ".7z": "是压缩包。请先解压，给出其中的文件",
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff"),
        "是图片。请先做文字识别（OCR），或找到原来的文件",
    ),
}


TEXT = frozenset({".txt", ".md", ".markdown", ".text", ""})
"""How the names of plain text files end."""


class DocumentError(SctargetError):
    """A document that cannot be read, and why."""


def unsuitable(name: str, suffix: str, wanted: str) -> DocumentError:
    """Why a file of this extension is not read, and as what to save it (``wanted``), e.g. ``.docx 或 .txt``."""
    return DocumentError(f"{name} {_ADVICE.get(suffix, f'是“{suffix}”文件，读不了。请另存为 {wanted} 再试')}。")


def read_bytes(path: Path) -> bytes:
    """The bytes of a document of reasonable size.  Raises DocumentError."""
    try:
        if path.is_dir():
            raise DocumentError(f"{path} 是一个文件夹，请给出文件。")
        size = path.stat().st_size
        if size > _MOST:
            raise DocumentError(f"{path} 太大（{size // 1024 // 1024} MB），请只给出正文部分。")
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path} 不存在。请核对路径和文件名。") from None
    except OSError as failure:
        raise DocumentError(f"{path} 读不出来：{failure.strerror or '原因不明'}。") from failure


def text_file(data: bytes, name: str) -> TextFile:
    """Plain text in UTF-8, UTF-16 or GB18030.  Raises DocumentError for anything else."""
    marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}
    mark = next((each for each in marks if data.startswith(each)), b"")
    body = data.removeprefix(mark)
    if mark:
        encodings = [marks[mark]]
    elif data.count(b"\0") > len(data) // 8:
        even = data[::2].count(b"\0") > data[1::2].count(b"\0")
        encodings = ["utf-16-be" if even else "utf-16-le"]
    else:
        encodings = [] if b"\0" in body else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return TextFile(name, body.decode(encoding), encoding, mark)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name} 不是可识别的文本（UTF-8、GB18030、UTF-16 都不是）。请另存为 UTF-8 文本再试。")


def read_word(path: Path) -> WordFile:
    """A .docx that can be filled in, e.g. ``模板.docx``.  Raises DocumentError."""
    data = read_bytes(path)
    if path.suffix.lower() != ".docx":
        raise unsuitable(path.name, path.suffix.lower(), ".docx")
    return word_file(data, path.name)


def word_file(data: bytes, name: str) -> WordFile:
    """The bytes of a .docx, checked: a whole zip of bounded size, no password, with a main text.

    Raises DocumentError.
    """
    if data[:4] == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError(f"{name} 加了密，读不出来。请在 Word 或 WPS 里去掉密码，保存后再试。")
        raise DocumentError(f"{name} 加了密，或其实是旧版 .doc。请去掉密码，另存为 .docx 再试。")
    try:
        parts = Parts(data, _MOST_UNPACKED, _MOST_UNPACKED // 2, _MOST_TAGS)
        types = parts.xml("[Content_Types].xml")
        found = (
            []
            if types is None
            else [(each.get("ContentType"), (each.get("PartName") or "").lstrip("/").lower()) for each in types]
        )
        names = {entry.filename.lower(): entry.filename for entry in parts.entries}
        texts = tuple(
            TextPart(names[path], title)
            for kind, title in _TITLES.items()
            for each, path in found
            if each == kind and path in names
        )
        if not texts or texts[0].title != "正文":
            raise DocumentError(f"{name} 不是完整的 Word 文档（.docx）。请用 Word 或 WPS 打开后另存为 .docx 再试。")
        for part in texts:
            parts.xml(part.path)
        if _WORD_XML not in (parts.read(texts[0].path) or b""):
            raise DocumentError(f"{name} 是“严格 Open XML”格式。请另存为普通的“Word 文档（.docx）”再试。")
    except UnreadableError as failure:
        raise DocumentError(f"{name} {_why(failure)}") from None
    return WordFile(name, data, texts)


def part_roots(file: WordFile) -> list[tuple[TextPart, Element]]:
    """The text parts of a checked .docx with their XML."""
    parts = Parts(file.data, _MOST_UNPACKED, _MOST_UNPACKED // 2, _MOST_TAGS)
    return [(part, root) for part in file.parts if (root := parts.xml(part.path)) is not None]


def _why(failure: UnreadableError) -> str:
    if failure.code == "unreadable_password":
        return "加了密，读不出来。请在 Word 或 WPS 里去掉密码，保存后再试。"
    if failure.code == "unreadable_too_large":
        return "解开后太大，没有读。请只给出正文部分。"
    if failure.code == "unreadable_unsafe":
        return f"不像正常的 .docx（{failure.facts.get('why', '')}），没有读。请用 Word 或 WPS 打开后另存一份再试。"
    return "已损坏，不是完整的 .docx。请用 Word 或 WPS 打开后另存一份再试。"
