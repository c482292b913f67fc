"""Messages of the catalogues, filled in: `{count} {count:file|files}` takes the noun that goes with the number."""

from __future__ import annotations

from string import Formatter


class _Numbered(Formatter):
    """What `str.format` does, and the choice between one and many: a sentence may hold several numbers."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, several, many = format_spec.partition("|")
        if several:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


def filled(message: str, **values: object) -> str:
    """The message with its values."""
    return _NUMBERED.vformat(message, (), values)


_NUMBERED = _Numbered()
