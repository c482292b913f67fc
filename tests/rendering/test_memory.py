"""What making pages leaves in memory: nothing, for nobody looks for waste during a build."""

from __future__ import annotations

import gc

from rendering.samples import config, digest_of, sample
from sitegen.core import routes
from sitegen.core.model import Planned
from sitegen.rendering import load_theme, render


def test_a_page_that_is_made_leaves_no_circle_of_objects() -> None:
    digest = digest_of(sample(), config())
    place = routes.file_of(routes.story(digest.stories[0].slug))
    page = next(each for each in render(digest, config(), load_theme()) if each.path == place)
    page.make()  # compiles templates, which leaves some
    assert min(_circles(page) for _ in range(3)) == 0  # threads of other tests may leave some at any moment


def _circles(page: Planned) -> int:
    """How many objects that only know each other are left by making a page."""
    gc.collect()
    gc.disable()
    try:
        page.make()
        return gc.collect()
    finally:
        gc.enable()
