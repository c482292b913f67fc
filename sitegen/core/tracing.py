"""Where in the code a fault was found, told on standard error to those who look for the cause."""

from __future__ import annotations

import os

VARIABLE = "SITEGEN_DEBUG"


def begin() -> None:
    """From now on, here and in processes that are started from here."""
    os.environ[VARIABLE] = "1"


def tell(error: BaseException) -> None:
    """The traceback of a fault of the input, if it is asked for. That of a bug is always shown, by Python."""
    if os.environ.get(VARIABLE):
        import traceback

        traceback.print_exception(error)
