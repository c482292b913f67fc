"""Pagefind's bundle in one form: its program writes filters in another order each time it runs.

A filter is CBOR: its name, and (value, pages) pairs that mean the same in any order. A file is named by its content;
the file of `meta` lists the names of filters, and the entry names that file. So all of these are written anew, the
rest stays. They are not compressed: not every build of zlib gives the same bytes, and Pagefind reads both.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENTRY = "pagefind-entry.json"
_SIGNATURE = b"pagefind_dcd"
_SIZE = 5


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same bundle, of which equal records give equal bytes."""
    made = dict(files)
    entry = json.loads(made[_ENTRY])
    for language in entry["languages"].values():
        language["hash"] = _settle(made, language["hash"])
    made[_ENTRY] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return made


def _settle(files: dict[str, bytes], name: str) -> str:
    """Write the filters of a language anew, and their list; returns the new name of the list."""
    version, pages, chunks, filters, *others = _read(files.pop(f"pagefind.{name}.pf_meta"))
    prefix = name.partition("_")[0]
    named: list[list[str]] = []
    for title, old in sorted(filters):
        _, values = _read(files.pop(f"filter/{old}.pf_filter"))
        made = _written([title, sorted(values)])
        new = f"{prefix}_{_print(made)}"
        files[f"filter/{new}.pf_filter"] = made
        named.append([title, new])
    made = _written([version, pages, chunks, named, *others])
    new = f"{prefix}_{_print(made)}"
    files[f"pagefind.{new}.pf_meta"] = made
    return new


def _read(content: bytes) -> Any:
    import gzip

    import cbor2

    return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))


def _written(value: Any) -> bytes:
    import cbor2

    return _SIGNATURE + cbor2.dumps(value)


def _print(content: bytes) -> str:
    return blake2b(content, digest_size=_SIZE).hexdigest()
