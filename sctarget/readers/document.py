"""Plan documents → text: .txt and .md in UTF-8, GB18030 or UTF-16."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.errors import SctargetError

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = frozenset({".txt", ".md", ".markdown", ".text", ""})
_MOST = 64 * 1024 * 1024


class DocumentError(SctargetError):
    """A document that cannot be read, and why."""


class Document(NamedTuple):
    """The text of a document; places in it count characters, lines end with a line feed."""

    text: str


def read_document(path: Path) -> Document:
    """The text of a document, e.g. ``要点.txt``.  Raises DocumentError."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError(f"{path} 是一个文件夹，请给出文件。")
        if size > _MOST:
            raise DocumentError(f"{path} 太大（{size // 1024 // 1024} MB），请只给出正文部分。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path} 不存在。请核对路径和文件名。") from None
    except OSError as failure:
        raise DocumentError(f"{path} 读不出来：{failure.strerror or '原因不明'}。") from failure
    suffix = path.suffix.lower()
    if suffix not in _TEXT:
        raise DocumentError(f"{path} 是“{suffix}”文件，目前只读 .txt 和 .md。请另存为纯文本再试。")
    return Document(decode(data, path.name))


def decode(data: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 or GB18030, lines ended with a line feed; raises DocumentError for anything else."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encodings = ["utf-16"]
    elif data.count(b"\0") > len(data) // 8:
        even = data[::2].count(b"\0") > data[1::2].count(b"\0")
        encodings = ["utf-16-be" if even else "utf-16-le"]
    elif b"\0" in data[:4096]:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DocumentError(f"{name} 不是可识别的文本（UTF-8、GB18030、UTF-16 都不是）。请另存为 UTF-8 文本再试。")
