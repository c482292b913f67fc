"""Bytes to text, whatever they were saved as."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.errors import ClippingError
from sitegen.reading.encoding import text_of

TEXT = (
    "Đại học Cần Thơ ký kết hợp tác với Tập đoàn Sao Mai.\nHai bên sẽ cùng đào tạo kỹ sư điện tử, trị giá 20 tỷ đồng."
)


def windows_1258(text: str) -> bytes:
    """As Windows writes it: base letters with their tone mark behind, when there is no one byte for both."""
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0309\u0303\u0323")
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark != tone))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return out


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        windows_1258(TEXT),
        "\u200b".join(TEXT).encode(),
        TEXT.replace("Cần", "C\u202eần\x07").encode(),
    ],
)
def test_the_same_text_comes_out(raw: bytes) -> None:
    assert text_of(raw, "a.txt") == TEXT


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            b"a\nb\n\xff\xfe\xfd",
            "a.txt:3: byte 0xff is no UTF-8, and the file is no Windows-1258 or UTF-16 text either",
        ),
        (TEXT.encode()[:-3] + b"\xe1\xba\n" + TEXT.encode(), "a.txt:2: byte 0xe1 is no UTF-8"),
        (b"one\ntwo\x00three", "a.txt:2: a zero byte stands here: this is not a text file"),
        (b"\x00" * 64, "a.txt:1: a zero byte stands here"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a zero byte stands here"),
        (
            codecs.BOM_UTF16_LE + b"a\x00\n\x00\x00\xd8a\x00",
            "a.txt:2: the file says it is UTF-16-LE, but is broken here",
        ),
        (codecs.BOM_UTF8 + b"a\n\xe1", "a.txt:2: the file says it is UTF-8, but is broken here"),
        (bytes(range(1, 32)) * 4, "a.txt: this looks like a binary file"),
        (b" \n\xe2\x80\x8b\n", "a.txt: the file holds no text"),
        (codecs.BOM_UTF8, "a.txt: the file holds no text"),
    ],
)
def test_refused_with_a_place_and_a_hint(raw: bytes, sentence: str) -> None:
    with pytest.raises(ClippingError) as caught:
        text_of(raw, "a.txt")
    assert str(caught.value).startswith(sentence) or sentence in str(caught.value).splitlines()[0]
    assert "\n  hint: " in str(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_give_clean_text_or_one_sentence(raw: bytes) -> None:
    said = ""
    try:
        text = text_of(raw, "a.txt")
    except ClippingError as error:
        text, said = "", str(error)
    assert said.count("\n") in (0, 1)
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in text)
