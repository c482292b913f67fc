"""Numbers, dates and letters that nobody would write: all are read, and none of them stops the others."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sites import put

from sitegen.build import build

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "FPT và Viettel ký hợp tác ngày 12/3/2025 tại Hà Nội."
TEXTS = {
    "digits": f"FPT ký hợp đồng {'9' * 5000} tỷ đồng với Viettel.",
    "scales": "FPT ký hợp đồng trị giá 999.999.999.999.999.999.999.999 nghìn tỷ tỷ USD với Viettel.",
    "no-days": "FPT và Viettel ký ngày 99/99/9999, 31/2/2025, 1/1/0000, tháng 13/2025, năm 99999, ngày 00/00/0000.",
    "far": "FPT và Viettel ký ngày 12/3/9999 và ngày 12/3/0001.",
    "arabic": "FPT và Viettel ký ngày ١٢/٣/٢٠٢٥ trị giá ٥ tỷ đồng.",
    "wide": "FPT và Viettel ký ngày １２/３/２０２５ trị giá ５ tỷ đồng.",
    "superscript": "FPT và Viettel ký ngày ¹²/³/²⁰²⁵ trị giá ² tỷ đồng, ½ tỷ đồng, Ⅷ triệu USD.",
    "nothing": "FPT và Viettel ký 0 đồng, 00000 USD, 0,0 tỷ, -5 tỷ đồng, −5 tỷ, 1e99 tỷ đồng.",
    "piled": f"F{chr(0x301) * 5000}PT và Viettel ký hợp tác.",
    "turned": "\u202eFPT và Viettel ký\u202c ở \u2066Hà Nội\u2069.",
    "tags": f"{''.join(chr(0xE0000 + ord(char)) for char in 'FPT')} ký với Viettel.",
    "no-characters": "FPT \ufdd0 \uffff và Viettel ký.",
    "line-ends": "FPT\u2028và\u2029Viettel\x85ký\x0bhợp\x0ctác.",
    "mathematical": "𝐅𝐏𝐓 và 𝓥𝓲𝓮𝓽𝓽𝓮𝓵 ký hợp tác.",
    "jamo": "ᄒ" * 5000,
    "families": "👨‍👩‍👧‍👦" * 3000,
    "one-letter": "F",
    "a-point": ".",
    "marks-of-order": f"\ufeff\ufeff\ufeff{PLAIN}",
    "returns": PLAIN.replace(" ", "\r"),
    "no-breaks": PLAIN.replace(" ", "\u00a0"),
    "ogham": PLAIN.replace(" ", "\u1680"),
    "apart": unicodedata.normalize("NFD", PLAIN),
    "name": f"Ông {'Nguyễn ' * 3000}ký với FPT.",
    "company": f"Công ty Cổ phần {'An Bình ' * 3000}ký với FPT.",
    "companies": " ".join(f"Công ty An{number} ký với Công ty Bình{number}." for number in range(300)),
}


def test_whatever_is_written_is_read(tmp_path: Path) -> None:
    put(tmp_path, "content/good.md", PLAIN)
    for name, text in TEXTS.items():
        put(tmp_path, f"seeds/{name}.txt", text)
    report = build(tmp_path, jobs=1)
    assert report.problems == ()
    pages = {page.parent.name for page in (tmp_path / "public/tin").glob("*/index.html")}
    assert pages >= {"good", *TEXTS}
    shown = (tmp_path / "public/tin/turned/index.html").read_text("utf-8")
    assert not {"\u202e", "\u202c", "\u2066", "\u2069"} & set(shown)
