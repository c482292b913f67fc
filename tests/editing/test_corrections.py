from __future__ import annotations

import re

import pytest
import yaml

from sitegen.core.errors import ClippingError, KnowledgeError
from sitegen.core.model import Partner, PartnerKind
from sitegen.editing.corrections import corrected, with_alias, with_partner

ZONE = "Asia/Ho_Chi_Minh"
BODY = "FPT và Viettel ký thỏa thuận.\n\n---\n\nHết."
FRONT = """---
# của toà soạn
title: "Một tiêu đề"  # giữ nguyên
date: 14/03/2025
value: 2.000 tỷ đồng
partners:
  # bên thứ nhất
  - FPT  # một
  - Viettel
summary: >
  Hai bên
  hợp tác.
---
"""


def change(text: str, **changes: object) -> str:
    return corrected(text.encode(), "content/a.md", changes, ZONE).decode()  # type: ignore[arg-type]


def test_one_key_changes_and_all_else_stays() -> None:
    new = change(FRONT + BODY, signed_on="2025-03-12")
    assert new == (FRONT + BODY).replace("  hợp tác.\n", "  hợp tác.\nsigned_on: 2025-03-12\n")


def test_a_changed_value_keeps_its_place_and_comments() -> None:
    new = change(FRONT + BODY, title="Khác: mới", value="5 triệu USD")
    assert re.search(r"# của toà soạn\ntitle: .Khác: mới. +# giữ nguyên\ndate: 14/03/2025\nvalue: 5 triệu USD\n", new)
    assert "  # bên thứ nhất\n  - FPT  # một\n  - Viettel\n" in new


def test_a_key_is_removed() -> None:
    assert "date:" not in change(FRONT + BODY, date=None)
    assert change("---\ndraft: true\n---\nFPT ký.", draft=None) == "---\n---\nFPT ký."


def test_a_clipping_without_front_matter_gets_one() -> None:
    new = change(BODY, partners=("FPT", "no: 1"), draft=True, signed_on="2016-12", source={"name": "Báo A"})
    head, _, rest = new.partition("---\n\n")
    assert rest == BODY
    assert yaml.safe_load(head.removeprefix("---\n")) == {
        "partners": ["FPT", "no: 1"],
        "draft": True,
        "signed_on": "2016-12",
        "source": {"name": "Báo A"},
    }


@pytest.mark.parametrize(
    "value", ["no", "2016", "--05-26", "# x", "a: b", "'", "- a", "{a", "&a", "*a", "!!x", "é\u2028"]
)
def test_any_text_is_read_as_it_was_given(value: str) -> None:
    from sitegen.reading import frontmatter
    from sitegen.reading.encoding import text_of

    new = corrected(b"FPT.", "content/a.md", {"place": value}, ZONE)
    front = frontmatter.read(frontmatter.split(text_of(new, "a"), "a"), "a", ZONE)
    assert front.place == " ".join(value.split())


@pytest.mark.parametrize(
    "coded",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode().replace(b"\n", b"\r\n"),
    ],
)
def test_encoding_and_line_ends_stay(coded) -> None:  # type: ignore[no-untyped-def]
    new = corrected(coded(FRONT + BODY), "content/a.md", {"signed_on": "2025-03-12"}, ZONE)
    assert new == coded(change(FRONT + BODY, signed_on="2025-03-12"))


def test_windows_1258_stays() -> None:
    raw = "Hôm nay, Viê\u0323t Nam ky\u0301 kê\u0301t.".encode("cp1258")
    new = corrected(raw, "seeds/a.txt", {"place": "Huế"}, ZONE)
    assert new.endswith(raw)
    assert "place: Huê\u0301".encode("cp1258") in new
    with pytest.raises(ClippingError, match="Windows-1258"):
        corrected(raw, "seeds/a.txt", {"place": "東京"}, ZONE)


def test_lists_keep_their_indentation() -> None:
    text = "---\npartners:\n- FPT\n- Viettel\n---\nx"
    assert change(text, topics=("ai",)) == text.replace("- Viettel\n", "- Viettel\ntopics:\n- ai\n")


def test_a_wrong_value_is_refused_with_its_line() -> None:
    with pytest.raises(ClippingError, match=r"content/a\.md:\d+: .*'31/02/2025'"):
        change(FRONT + BODY, signed_on="31/02/2025")


def test_front_matter_at_fault_is_left_to_the_editor() -> None:
    with pytest.raises(ClippingError, match=r"content/a\.md:2"):
        change("---\ndat: 2025\n---\nx", place="Huế")


PARTNER = Partner("song-xanh", "Sông Xanh", PartnerKind.COMPANY, "VN", aliases=("Song Xanh Group",))


def test_a_partner_is_added_below_the_others() -> None:
    text = "# của tôi\n- id: a  # một\n  name: A\n"
    added = "- id: song-xanh\n  name: Sông Xanh\n  kind: company\n  country: VN\n  aliases:\n    - Song Xanh Group\n"
    new = with_partner(text.encode(), PARTNER).decode()
    assert new.startswith(text)
    assert yaml.safe_load(new)[1] == yaml.safe_load(added)[0]


@pytest.mark.parametrize("text", ["", "# chỉ lời dặn\n", "[]\n"])
def test_a_file_without_partners_gets_its_first(text: str) -> None:
    new = with_partner(text.encode(), PARTNER).decode()
    assert new.startswith("#") == text.startswith("#")
    assert [one["id"] for one in yaml.safe_load(new)] == ["song-xanh"]


def test_an_alias_joins_the_entry_or_brings_it() -> None:
    text = "- id: song-xanh\n  name: Sông Xanh\n  aliases: [SX]  # quen gọi\n"
    assert "aliases: [SX, Xanh] # quen gọi" in with_alias(text.encode(), PARTNER, "Xanh").decode()
    assert with_alias(text.encode(), PARTNER, "SX").decode() == text
    new = yaml.safe_load(with_alias(b"", PARTNER, "Xanh"))
    assert new[0]["aliases"] == ["Song Xanh Group", "Xanh"]


@pytest.mark.parametrize("text", ["a: 1", "- x", "- [", "x"])
def test_a_file_that_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"content/partners\.yaml"):
        with_alias(text.encode(), PARTNER, "Xanh")
