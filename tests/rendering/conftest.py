"""The sample site, rendered once."""

from __future__ import annotations

import pytest

from rendering.samples import files_of, sample


@pytest.fixture(scope="session")
def site() -> dict[str, bytes]:
    """Every file of the sample site, by path."""
    return files_of(sample())
