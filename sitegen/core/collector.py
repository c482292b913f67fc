"""Python's garbage collector, kept out of the way of a build or an extraction."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def paused_collector() -> Iterator[None]:
    """No search for cycles within: what is made is kept, and looking through it costs up to a fifth of the time.

    Nor right at its end, because all that was made counts as old by then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
