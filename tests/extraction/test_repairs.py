"""Guesses of the tagger put right: a guess goes in, the names that stand come out."""

from __future__ import annotations

import pytest
from clips import knowledge

from sitegen.core.model import Kind, Mention, Origin, Span
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.repairs import repaired
from sitegen.extraction.tokens import tokenize

KINDS = {"O": Kind.ORG, "P": Kind.PERSON, "L": Kind.PLACE}


def repair(marked: str) -> list[str]:
    """What becomes of the one guess that is marked as "[O:...]" in a sentence, each as "O:..."."""
    before, _, rest = marked.partition("[")
    guess, _, after = rest.partition("]")
    kind, _, surface = guess.partition(":")
    text = before + surface + after
    span = Span(len(before), len(before) + len(surface))
    found = repaired([Mention(span, KINDS[kind], Origin.MODEL, 0.9)], tokenize(text), text, lexicon_of(knowledge()))
    letters = {value: letter for letter, value in KINDS.items()}
    return [f"{letters[one.kind]}:{one.span.of(text)}" for one in found]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        # a legal form after a designator in small letters is no part of the name
        ("đầu tư vào công ty [O:Cổ phần Hương Tràm] tại", ["O:Hương Tràm"]),
        ("đầu tư vào [O:Công ty Cổ phần Hương Tràm] tại", ["O:Công ty Cổ phần Hương Tràm"]),
        ("đầu tư vào Công ty [O:Cổ phần Hương Tràm] tại", ["O:Công ty Cổ phần Hương Tràm"]),
        ("đầu tư vào công ty [O:TNHH] tại", []),
        # the members of a league, blanks around the dashes between them
        (
            "ký với liên danh [O:Công ty CP Xây dựng Hương Tràm - Daeho E&C], giá",
            ["O:Công ty CP Xây dựng Hương Tràm", "O:Daeho E&C"],
        ),
        ("ký với liên danh [O:Hương Tràm-Daeho E&C], giá", ["O:Hương Tràm-Daeho E&C"]),
        (
            "ký với liên danh [O:Công ty CP Xây dựng - Thương mại Hương Tràm], giá",
            ["O:Công ty CP Xây dựng - Thương mại Hương Tràm"],
        ),
        ("ký với liên danh [O:Công ty CP Hương Tràm - - Daeho E&C], giá", ["O:Công ty CP Hương Tràm -", "O:Daeho E&C"]),
        # what joins a name to another that is called in small letters belongs to neither
        (
            "ký với [O:Công ty TNHH Tái chế Sao Mai và tổ chức GreenHands] về",
            ["O:Công ty TNHH Tái chế Sao Mai", "O:GreenHands"],
        ),
        ("mời [O:Hội Nông dân cùng Sở Tư pháp] tới", ["O:Hội Nông dân", "O:Sở Tư pháp"]),
        ("mời [O:Sở Y tế và Bệnh viện Chợ Rẫy] tới", ["O:Sở Y tế", "O:Bệnh viện Chợ Rẫy"]),
        ("mời [O:Công ty Sách và Báo Sao Mai] tới", ["O:Công ty Sách và Báo Sao Mai"]),
        ("ký với [O:Công ty Marketing và Truyền thông Sao Kim] về", ["O:Công ty Marketing và Truyền thông Sao Kim"]),
        # an office and its place; the place alone where no office stands before it
        ("gặp Chủ tịch UBND thị xã [L:Tân Châu] hôm nay", ["O:UBND thị xã Tân Châu"]),
        ("Tỉnh [L:Tân Châu] họp với UBND", ["L:Tân Châu"]),
        # what it does, and the league that it is in, are no part of a name
        (
            "[O:Tổng công ty Vật liệu xây dựng Hương Tràm bán] ra hết số cổ phiếu",
            ["O:Tổng công ty Vật liệu xây dựng Hương Tràm"],
        ),
        ("[O:Công ty TNHH Tàu cao tốc Sao Mai đồng] ý lập", ["O:Công ty TNHH Tàu cao tốc Sao Mai"]),
        ("[O:Liên danh Hương Tràm] được chọn", ["O:Hương Tràm"]),
        ("[O:Liên danh ABC-DEF-GHI] được chọn", ["O:Liên danh ABC-DEF-GHI"]),
        # what only ends names is none
        ("của NEM [O:Fashion] với", ["O:NEM Fashion"]),
        ("của Sao Mai [O:Land Group] với", ["O:Sao Mai Land Group"]),
        ("của chuỗi [O:Fashion] với", ["O:Fashion"]),
        # a compound is not cut in its small words
        ("cùng [O:Cục Phát triển nông] thôn ký", ["O:Cục Phát triển nông thôn"]),
        ("cùng [O:Công ty Nông] thôn xóm ký", ["O:Công ty Nông thôn"]),
        ("cùng [O:Viện Hải dương] học ký", ["O:Viện Hải dương học"]),
        # a number ends a name, unless it counts something
        ("với [O:Cienco] 4, trị giá", ["O:Cienco 4"]),
        ("với [O:Cienco] 4 đã", ["O:Cienco 4"]),
        ("với [O:Cienco] 4 tỷ đồng", ["O:Cienco"]),
        ("với [O:Cienco] 4,5 tỷ đồng", ["O:Cienco"]),
        ("với [O:Cienco] 2019, trị giá", ["O:Cienco"]),
        # "công ty" leads to no person, unless a role stands before it
        ("của công ty [P:Hoàng Lộc], cho biết", ["O:Hoàng Lộc"]),
        ("ông chủ tịch tập đoàn [P:Hoàng Lộc], cho biết", ["P:Hoàng Lộc"]),
        # a house number leads to a street
        ("hội sở (182 [P:Lương Thế Vinh], Hà Nội", ["L:Lương Thế Vinh"]),
        ("tại 43A [P:Đỗ Quang], Hà Nội", ["L:Đỗ Quang"]),
        ("phút 82 [P:Lương Thế Vinh] ghi", ["P:Lương Thế Vinh"]),
        # a person's name ends behind its dash
        ("ông [P:Park Sun]-woo cho", ["P:Park Sun-woo"]),
        ("ông [P:Park Sun] - giám đốc", ["P:Park Sun"]),
        ("ông [P:Park Sun]-Seoul", ["P:Park Sun"]),
        # an event joined to a name is no part of it
        ("giữa Hương Tràm và [O:Ngân hàng Sao Mai & Tọa đàm Bất động sản]”", ["O:Ngân hàng Sao Mai"]),
        ("giữa Hương Tràm và [O:Ngân hàng Sao & Mai] tại", ["O:Ngân hàng Sao & Mai"]),
        # a name and what abbreviates it are two
        ("giữa [O:Công ty CP Dược Hải Đăng - HADAPHAR] và", ["O:Công ty CP Dược Hải Đăng", "O:HADAPHAR"]),
        ("giữa [O:Kurato - IB] và", ["O:Kurato - IB"]),
        # a title alone names nobody, an embassy is no ambassador's
        ("có [O:Ông] Brendo", []),
        ("về phía [O:Đại sứ quán Nhật Bản] có", ["O:Đại sứ quán Nhật Bản"]),
        ("tới [O:Đại sứ Nhật Bản] ở", ["L:Nhật Bản"]),
        # a place joined to a name, and a person behind an office of another country, are their own
        ("giữa [O:Công ty Hương Tràm và TP.HCM] về", ["O:Công ty Hương Tràm", "L:TP.HCM"]),
        ("có [O:Bộ Hạ tầng Hà Lan Willemijn de Boer] ký", ["O:Bộ Hạ tầng Hà Lan", "P:Willemijn de Boer"]),
        # nor is its country
        ("mua lại thời trang [O:Hương Tràm của Việt Nam] từ", ["O:Hương Tràm"]),
        ("vào [O:Hội Nông dân của Hương Tràm] từ", ["O:Hội Nông dân của Hương Tràm"]),
        # the first word of a sentence has its capital from there
        ("[O:Đến Đồng Tháp] tham quan khu di tích", ["L:Đồng Tháp"]),
        ("Khách tìm [O:Về Bến] ở chợ", ["O:Về Bến"]),
        # a side of a place is a place
        ("quy hoạch khu vực phía [O:Nam Hương Tràm] đến năm 2040", ["L:Nam Hương Tràm"]),
        ("quy hoạch của [O:Nam Hương Tràm] đến năm 2040", ["O:Nam Hương Tràm"]),
        # whom it belongs to is another name
        ("tờ [O:Sao Mai thuộc Hương Tràm Media] đưa tin", ["O:Sao Mai", "O:Hương Tràm Media"]),
        # a common word with a capital is no name
        ("do [O:Lãnh] đạo các bên ký", []),
        ("do [O:Lãnh] ký", ["O:Lãnh"]),
        ("theo [L:Pháp] luật hiện hành", []),
        ("đến [L:Pháp] và Đức", ["L:Pháp"]),
        # what is said of a name after a dash does not belong to it
        ("chuyện [L:Kenya - một nước châu Phi], kể", ["L:Kenya", "L:châu Phi"]),
        ("chuyện [L:Kenya - quê nhà], kể", ["L:Kenya"]),
        ("ông [P:Marko Walde - trưởng đại diện] nói", ["P:Marko Walde"]),
        ("ông [P:Jean-Luc Martin] nói", ["P:Jean-Luc Martin"]),
        ("ông [P:Kim Jung-tai] nói", ["P:Kim Jung-tai"]),
        # routes are two places, some names have a dash
        ("tuyến [L:Hà Nội - Pleiku] mở", ["L:Hà Nội", "L:Pleiku"]),
        ("tỉnh [L:Bà Rịa - Vũng Tàu] mở", ["L:Bà Rịa - Vũng Tàu"]),
        ("tại [L:Đà Nẵng và Huế] từ", ["L:Đà Nẵng", "L:Huế"]),
        # numbers
        ("tại [L:Việt Nam 3] năm liền", ["L:Việt Nam"]),
        ("tại [L:Quận 3] năm liền", ["L:Quận 3"]),
        # what is glued on by an ampersand belongs to the name
        ("do [O:Sở TT]&TT ký", ["O:Sở TT&TT"]),
        ("do [O:Sở TT] & các bên ký", ["O:Sở TT"]),
        ("do [O:Hương Tràm...] ký", ["O:Hương Tràm"]),
        ("theo [L:Bản Ghi nhớ] này", []),
        # a unit alone names nothing
        ("lãnh đạo [O:Thành phố] nói", []),
        ("lãnh đạo [L:Thành phố] nói", []),
        # a name is not cut in the middle of a word; what is then a role is none
        ("tại [L:Phủ Chủ] tịch từ", ["L:Phủ Chủ tịch"]),
        ("ông là [L:Tổng Bí] thư từ", []),
        ("tại [L:Hải Phòng] khách đến", ["L:Hải Phòng"]),
        ("lãnh đạo [O:Thành phố Huế] nói", ["L:Thành phố Huế"]),
        # streets bear the names of persons, photographers sign pictures
        ("trên đường [P:Võ Văn Kiệt], gần", ["L:Võ Văn Kiệt"]),
        ("theo ông [P:Võ Văn Kiệt], gần", ["P:Võ Văn Kiệt"]),
        ("lễ ký - Ảnh: [L:BÁ SƠN]", ["P:BÁ SƠN"]),
        ("lễ ký ở [L:BÁ SƠN]", ["L:BÁ SƠN"]),
        # an abbreviation of an occupation is no part of the employer
        ("kỹ năng của [O:CBNV Hương Tràm] trong", ["O:Hương Tràm"]),
        ("kế hoạch của [O:UBND tỉnh Cà Mau] trong", ["O:UBND tỉnh Cà Mau"]),
        # an office and who heads it
        ("Chủ tịch [O:UBND TP.HCM Nguyễn Thành Lam] ký", ["O:UBND TP.HCM", "P:Nguyễn Thành Lam"]),
        ("Chủ tịch [O:UBND TP Nguyễn Thành Lam] ký", ["O:UBND TP", "P:Nguyễn Thành Lam"]),
    ],
)
def test_a_guess_is_put_right(marked: str, names: list[str]) -> None:
    assert repair(marked) == names


@pytest.mark.parametrize(("first", "whole"), [("Gạch men", True), ("Sao Băng", False)])
def test_a_trade_and_what_looks_like_a_person_are_one_company(first: str, whole: bool) -> None:
    text = f"vốn của {first} Hương Tràm, nhà máy"
    start = text.index(first)
    end = start + len(first)
    guesses = [
        Mention(Span(start, end), Kind.ORG, Origin.MODEL, 0.9),
        Mention(Span(end + 1, end + 11), Kind.PERSON, Origin.MODEL, 0.9),
    ]
    found = [one.span.of(text) for one in repaired(guesses, tokenize(text), text, lexicon_of(knowledge()))]
    assert (found == [f"{first} Hương Tràm"]) is whole
