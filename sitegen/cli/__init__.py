"""The command line: arguments in, report and exit code out."""

from __future__ import annotations


def main() -> None:
    """Run `sitegen` with the arguments of the process; exits with 0, 1 (a fault in the site) or 2 (wrong usage)."""
    from sitegen.cli.app import app

    app(prog_name="sitegen")
