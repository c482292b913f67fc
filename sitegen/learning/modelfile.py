"""Model files in one canonical form: the trainer writes equal models in another order each time.

The format is CRFsuite's: a header of 48 bytes, then features of 20 bytes (type, source, target, weight), labels,
attributes, and for each attribute the numbers of its features.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_FEATURE = struct.Struct("<IIId")
_CHUNK = 12  # bytes before the entries of a chunk: its name, its size, the number of entries
_STATE = 0  # the type of a feature that weighs an attribute, not the label before
DIGITS = 2  # of a weight: what lies below hangs on the order of summing, and no verdict on it


def make_canonical(path: Path) -> None:
    """Order the features of a model file, round their weights, and renumber them where attributes name them."""
    raw = bytearray(path.read_bytes())
    header = _HEADER.unpack_from(raw)
    (count,) = struct.unpack_from("<I", raw, header[7] + 8)
    features = header[7] + _CHUNK
    found = [_FEATURE.unpack_from(raw, features + number * _FEATURE.size) for number in range(count)]
    order = sorted(range(count), key=lambda number: found[number][:3])
    for place, number in enumerate(order):
        kind, source, target, weight = found[number]
        _FEATURE.pack_into(raw, features + place * _FEATURE.size, kind, source, target, round(weight, DIGITS) + 0.0)
    places = {number: place for place, number in enumerate(order)}
    for chunk in (header[10], header[11]):  # of labels, of attributes
        _renumber(raw, chunk, places)
    path.write_bytes(raw)


def attributes_of(path: Path) -> set[str]:
    """The attributes that a model gives a weight; their names stand in a constant database, numbered at its end."""
    raw = path.read_bytes()
    header = _HEADER.unpack_from(raw)
    (count,) = struct.unpack_from("<I", raw, header[7] + 8)
    features = (_FEATURE.unpack_from(raw, header[7] + _CHUNK + at * _FEATURE.size) for at in range(count))
    numbers = {source for kind, source, _, weight in features if kind == _STATE and weight}
    names = header[9]
    (places,) = struct.unpack_from("<I", raw, names + 20)
    return {_name(raw, names, *struct.unpack_from("<I", raw, names + places + 4 * number)) for number in numbers}


def _name(raw: bytes, names: int, place: int) -> str:
    (size,) = struct.unpack_from("<I", raw, names + place + 4)  # behind its number; the name ends in a zero
    return raw[names + place + 8 : names + place + 7 + size].decode()


def _renumber(raw: bytearray, chunk: int, places: dict[int, int]) -> None:
    (entries,) = struct.unpack_from("<I", raw, chunk + 8)
    for entry in range(entries):
        (start,) = struct.unpack_from("<I", raw, chunk + _CHUNK + 4 * entry)
        (size,) = struct.unpack_from("<I", raw, start)
        numbers = struct.unpack_from(f"<{size}I", raw, start + 4)
        struct.pack_into(f"<{size}I", raw, start + 4, *sorted(places[number] for number in numbers))


def as_json(features: Iterable[str], weights: Iterable[float]) -> str:
    """The weights of a judge: what each feature adds to the log of the odds of yes; those that add nothing left out."""
    rounded = {feature: round(float(weight), DIGITS) for feature, weight in zip(features, weights, strict=True)}
    return json.dumps({name: weight for name, weight in rounded.items() if weight}, ensure_ascii=False, indent=0) + "\n"


def phrases_as_json(weights: Mapping[str, Mapping[str, float]]) -> str:
    """What each phrase adds to the log of the odds of each label, a line a phrase; what adds nothing left out."""
    lines = []
    for phrase, labels in sorted(weights.items()):
        rounded = {label: round(float(weight), DIGITS) for label, weight in sorted(labels.items())}
        kept = {label: weight for label, weight in rounded.items() if weight}
        if kept:
            lines.append(f"{json.dumps(phrase, ensure_ascii=False)}: {json.dumps(kept)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
