"""Programs of the system that some tests use: skipped with a reason where there are none, never in CI."""

from __future__ import annotations

import os
import shutil

import pytest


def needed(program: str, package: str) -> str:
    """Where a program is, e.g. ``needed("soffice", "LibreOffice")``; without it the test skips, in CI it fails."""
    found = shutil.which(program)
    if found is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"没有装 {package}，打印出来的样子没有看")
    return found
