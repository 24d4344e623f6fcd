"""Entry point: ``sctarget`` and ``python -m sctarget``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return the exit code; ``--version`` answers before anything heavy is imported."""
    if sys.argv[1:] == ["--version"]:
        from sctarget import __version__

        sys.stdout.write(f"sctarget {__version__}\n")
        return 0
    from sctarget.cli.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
