"""Entry point: ``sctarget`` and ``python -m sctarget``."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # importing typing would double the time of --version
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process; ``--version`` answers before anything heavy is imported.

    The process ends without taking the interpreter apart (as mypy does): every file is closed by then, and a fifth of a
    short run's time would go into freeing memory that the system takes back anyway.
    """
    if sys.argv[1:] == ["--version"]:
        from sctarget import __version__

        sys.stdout.write(f"sctarget {__version__}\n")
        sys.exit(0)
    gc.set_threshold(50_000, 20, 20)
    from sctarget.cli.app import run

    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
