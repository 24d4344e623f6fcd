"""A headless Chromium driven over its own DevTools protocol: messages through two pipes, no port, no library."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Any, Self

import pytest

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

PATIENCE = 60
"""Seconds for one answer; a first start on a busy machine is slow."""

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

needs_browser = pytest.mark.skipif(
    PROGRAM is None and not os.environ.get("CI"), reason="没有装 Chromium，页面没有在真的浏览器里试"
)
"""Skips where there is no browser; in CI the test runs and fails instead."""

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)


class Browser:
    """One browser with one page; everything it complained about or asked the network for is kept."""

    def __init__(self) -> None:
        assert PROGRAM is not None, "没有装 Chromium"
        self._folder = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        heard_by_browser, self._say = os.pipe()
        self._hear, said_by_browser = os.pipe()
        flags = " ".join(_FLAGS)
        command = f'exec "$0" {flags} --user-data-dir="$1" 3<&{heard_by_browser} 4>&{said_by_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, PROGRAM, self._folder.name],
            pass_fds=(heard_by_browser, said_by_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(heard_by_browser)
        os.close(said_by_browser)
        self._rest, self._number, self._session = b"", 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._session = ""
        try:
            self.call("Browser.close")
        except (AssertionError, OSError):
            self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._say)
        os.close(self._hear)
        self._folder.cleanup()

    def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Send one command and wait for its answer; events that come meanwhile are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": arguments}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._say, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                found: dict[str, Any] = answer["result"]
                return found
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._hear], [], [], max(0.0, until - time.monotonic()))
            assert ready, "浏览器没有回答"
            data = os.read(self._hear, 1 << 20)
            assert data, "浏览器退出了"
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def open(self, path: Path, *, width: int = 1280, script: bool = True) -> None:
        """Show a file in a window of so many pixels, as if from the disk of a clerk."""
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.size(width)
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def size(self, width: int, height: int = 900) -> None:
        """Make the window so large."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    @property
    def complaints(self) -> list[str]:
        """Errors and warnings of the console, and exceptions, since the page was opened."""
        return [
            json.dumps(event["params"], ensure_ascii=False)
            for event in self.events
            if event["method"] in {"Runtime.exceptionThrown", "Log.entryAdded"}
            or (event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in {"error", "warning"})
        ]

    @property
    def requests(self) -> list[str]:
        """Every address that was asked for since the page was opened, the page itself among them."""
        return [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]

    def pdf(self) -> bytes:
        """The page printed as its own @page rule says."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def picture(self, clip: tuple[int, int, int, int] | None = None) -> bytes:
        """The page, or a part of it (left, top, width, height), as PNG."""
        more: dict[str, Any] = {"captureBeyondViewport": True}
        if clip:
            more["clip"] = dict(zip(("x", "y", "width", "height"), clip, strict=True)) | {"scale": 1}
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", **more)["data"])
