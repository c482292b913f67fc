"""What a build leaves in memory for the next one of the same process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")


class Recall(Struct):
    """Values by kind and name, each with a print of all that it was made from: one with another print is made anew."""

    complete: bool = False  # whether it holds what the next build will look for
    literate: bool = False  # whether all is loaded that reading a clipping takes
    _kept: dict[str, dict[object, tuple[str, Any]]] = field(default_factory=dict)

    def find(self, kind: str, name: object, print_: str, make: Callable[[], T]) -> T:
        """The value that was kept, else the one that `make` gives."""
        kept = self._kept.setdefault(kind, {})
        known = kept.get(name)
        if known is None or known[0] != print_:
            known = kept[name] = (print_, make())
        value: T = known[1]
        return value

    def keep_only(self, kind: str, names: Collection[object]) -> None:
        """Forget all others of a kind."""
        kept = self._kept.get(kind, {})
        if len(kept) > len(names):
            self._kept[kind] = {name: kept[name] for name in names if name in kept}
