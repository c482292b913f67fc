"""The command line: arguments in, report and exit code out."""

from __future__ import annotations


def main() -> None:
    """Run `sitegen` with the arguments of the process; exits with 0, 1 (a fault in the site) or 2 (wrong usage)."""
    import atexit
    import gc

    from sitegen.cli.app import app

    atexit.register(gc.freeze)  # nobody needs to search for waste in a process that ends
    app(prog_name="sitegen")
