"""Compiled templates, kept: compiling those of one page takes longer than to make ten of it."""

from __future__ import annotations

import marshal
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sitegen.core.code import code_digest

if TYPE_CHECKING:
    from types import CodeType

    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    from sitegen.core.cache import Shelf


def kept_templates(shelf: Shelf | None, *names: str) -> BytecodeCache:
    """Compiled templates: in memory while the process lives, and on the `shelf` for the next.

    They go by their source, by the code that compiles it, and by `names` of all else that it is compiled for.
    """
    from jinja2 import BytecodeCache

    compiler = code_digest(("core", "rendering", "locales"), ("jinja2", "markupsafe"))
    version = f"{compiler} {' '.join(names)} {sys.implementation.cache_tag} {sys.hexversion}"

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            name = f"{version} {bucket.key} {bucket.checksum}"
            codes = _codes(version)
            if name not in codes and shelf is not None and (stored := shelf.get(name)) is not None:
                codes[name] = marshal.loads(stored)  # noqa: S302 - who can write there may write templates too
            bucket.code = codes.get(name)

        def dump_bytecode(self, bucket: Bucket) -> None:
            name = f"{version} {bucket.key} {bucket.checksum}"
            code: Any = bucket.code
            _codes(version)[name] = code
            if shelf is not None:
                shelf.put(name, marshal.dumps(code))

    return Kept()


@lru_cache(maxsize=8)
def _codes(_version: str) -> dict[str, CodeType]:
    return {}
