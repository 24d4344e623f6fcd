"""Word → PDF through LibreOffice, where it is installed; it works in a folder of its own and is given time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sctarget.model.errors import SctargetError

if TYPE_CHECKING:
    from collections.abc import Iterable

PATIENCE = 180
"""Seconds; a first start on an old machine takes half a minute."""

_NAMES = ("soffice", "libreoffice", "soffice.com")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class NoConverterError(SctargetError):
    """LibreOffice is not there."""

    def __init__(self) -> None:
        super().__init__(
            "写 PDF 要用 LibreOffice，这台电脑上没有找到。请安装它；或者写成 .docx，在 Word、WPS 里另存为 PDF。"
        )


class ConversionError(SctargetError):
    """LibreOffice gave no PDF."""

    def __init__(self, why: str) -> None:
        super().__init__(f"LibreOffice 没有转成 PDF：{why}。请写成 .docx，在 Word、WPS 里另存为 PDF。")


def converter() -> str:
    """Where LibreOffice is.  Raises NoConverterError."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    found = found or next((place for place in _PLACES if Path(place).is_file()), None)
    if found is None:
        raise NoConverterError
    return found


def absent_fonts(names: Iterable[str]) -> list[str]:
    """Which fonts this machine lacks, so that others stand in for them; empty where the system cannot be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    done = subprocess.run([program, ":", "family"], capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    there = set(re.split(r"[,\n]", done.stdout.decode("utf-8", "replace")))
    return [name for name in dict.fromkeys(names) if name not in there]


def pdf_of(word: bytes) -> bytes:
    """The PDF of a .docx.  Raises NoConverterError, ConversionError."""
    program = converter()
    with tempfile.TemporaryDirectory(prefix="sctarget-", ignore_cleanup_errors=True) as folder:
        inside = Path(folder)
        source = inside / "report.docx"
        source.write_bytes(word)
        profile = (inside / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        try:
            done = subprocess.run(  # noqa: S603  (a program found on this machine, our own file)
                [*command, folder, str(source)],
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                env=dict(os.environ),
            )
        except subprocess.TimeoutExpired:
            raise ConversionError(f"等了{PATIENCE}秒没有完成") from None
        except OSError as failure:
            raise ConversionError(failure.strerror or "启动不了") from failure
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise ConversionError(done.stderr.decode("utf-8", "replace").strip() or f"退出码{done.returncode}")
        return made.read_bytes()
