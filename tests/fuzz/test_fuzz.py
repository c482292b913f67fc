"""Any bytes for whatever reads bytes: nothing but sentences come back. `make fuzz` goes on for as long as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
KEPT = sorted(CORPUS.iterdir())

PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "title: ",
            "date: ",
            "partners: [",
            "deals:\n  - parties: ",
            "source: {name: ",
            "value: ",
            "- id: ",
            "id: ",
        ),
        *(
            "name: ",
            "2025-02-31",
            "31/02/2025",
            "200 tỷ đồng",
            "5 triệu USD",
            "ngày 12/3",
            "tháng 2 năm ",
            "quý IV/2025",
        ),
        *(
            "FPT",
            "Tập đoàn ",
            "Ông Nguyễn Văn An",
            "ký kết",
            " và ",
            "(Theo A)",
            "TP.HCM",
            "\n",
            "\n\n",
            "\r",
            " ",
            ".",
            ":",
        ),
        *(
            "'",
            '"',
            "{",
            "}",
            "[",
            "]",
            "&a",
            "*a",
            "!!",
            "|\n ",
            ">\n ",
            "# ",
            "*",
            "`",
            "<b>",
            "</script>",
            "&#0;",
            "\\",
        ),
        *(
            "\x00",
            "\u202e",
            "\u0301",
            "\ufeff",
            "\U0001f600",
            "\u2028",
            "null",
            "true",
            "1e9",
            "-",
            "=",
            "|",
            "https://a.vn/",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))
BYTES = st.one_of(
    TEXTS.map(str.encode),
    TEXTS.map(lambda text: text.encode("utf-16")),
    TEXTS.map(lambda text: text.encode("cp1258", "ignore")),
    st.binary(max_size=200),
    st.tuples(TEXTS, st.binary(max_size=9)).map(lambda pair: pair[0].encode() + pair[1]),
)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(raw=BYTES)
@example(raw=b"")
def test_any_bytes_give_sentences_at_worst(name: str, raw: bytes) -> None:
    TARGETS[name](raw)


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("file", KEPT, ids=[file.name for file in KEPT])
def test_what_was_kept(name: str, file: Path) -> None:
    TARGETS[name](file.read_bytes())
