"""Where names begin and end: half words, legal forms, fields behind a dash, posts abroad, districts; hyphens, twins."""

from __future__ import annotations

import pytest
from clips import facts, knowledge, names, parties
from test_repairs import repair

from sitegen.core.model import Kind
from sitegen.core.sentences import sentences as split
from sitegen.extraction.fullnames import signers
from sitegen.extraction.hyphens import hyphenated
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.linking import identity
from sitegen.extraction.tokens import phrase, tokenize
from sitegen.extraction.twins import initials, twins


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        # half a word at an end of a name belongs to what goes on there
        ("căn nhà [O:Khang Hưng thế] chấp tại", ["O:Khang Hưng"]),
        ("căn nhà [O:Khang Hưng nông] thôn tại", ["O:Khang Hưng nông thôn"]),
        ("ở khu căn [L:hộ Marlow Garden] có", ["L:Marlow Garden"]),
        ("trong quá [O:trình mở rộng TP] lần", []),
        # a name does not end in the middle of a word
        ("ở [O:Trung tâm Điều] hành dự án", ["O:Trung tâm Điều hành"]),
        ("ở [O:Trung tâm Điều] đã", ["O:Trung tâm Điều"]),
        # a word with a capital that another makes one with is no name
        ("dịch vụ [O:Kiểm] toán, thuế", []),
        # the legal form in another language, with its point where the sentence goes on
        ("gồm [O:The Kisaragi Bank], Ltd., và", ["O:The Kisaragi Bank, Ltd."]),
        ("gồm [O:The Kisaragi Bank], thành viên", ["O:The Kisaragi Bank"]),
        ("của [O:Solvang Group A]/S trong", ["O:Solvang Group A/S"]),
        ("với [O:Chase Bank], N.A, chi nhánh", ["O:Chase Bank, N.A"]),
        ("của [O:Oreva S.p].A. thông báo", ["O:Oreva S.p.A"]),
        ("theo đó [O:Daehan Life Co., Ltd. mua 24],9% cổ phần", ["O:Daehan Life Co., Ltd."]),
        # a field behind a dash, a designation behind another
        ("do [O:Sở Kế hoạch] - đầu tư chủ trì", ["O:Sở Kế hoạch - đầu tư"]),
        ("do [O:Sở Kế hoạch] - đơn vị chủ trì", ["O:Sở Kế hoạch"]),
        ("do [O:Công ty Hương Tràm] - đầu tư chủ trì", ["O:Công ty Hương Tràm"]),
        # where an embassy is posted
        ("theo [O:Đại sứ quán Đức] tại Việt Nam, việc", ["O:Đại sứ quán Đức tại Việt Nam"]),
        ("theo [O:Đại sứ quán Đức] tại buổi lễ, việc", ["O:Đại sứ quán Đức"]),
        ("theo [O:Hương Tràm] tại Việt Nam, việc", ["O:Hương Tràm"]),
        # districts and their offices by abbreviation
        ("của [O:UBND Q]. 12 cho", ["O:UBND Q. 12"]),
        ("ở [L:Q]. Gò Vấp mới", ["L:Q. Gò Vấp"]),
        ("ở [O:P. Xuân Hòa], nơi", ["L:P. Xuân Hòa"]),
        ("ở [L:Huế]. Gò Vấp mới", ["L:Huế"]),
        # who is named by a designator alone
        ("theo [O:Chính phủ], việc", ["O:Chính phủ"]),
        ("theo [O:Thanh tra Chính phủ], việc", ["O:Thanh tra Chính phủ"]),
        ("theo [O:Công ty Cổ phần], việc", []),
        ("theo [O:Công ty Ngân hàng], việc", []),
        # things that words before a name tell of, and codes of shares
        ("bắn tên lửa [O:Lumis Arrow 7], bom", []),
        ("giữ [O:Lumis Arrow 7], bom", ["O:Lumis Arrow 7"]),
        ("hôm nay mã [O:QLN] tăng", []),
        ("hôm nay [O:QLN] tăng", ["O:QLN"]),
        ("mua phần mềm [O:Brainwork] cho", []),
        ("của công ty phần mềm [O:Brainwork] cho", ["O:Brainwork"]),
        ("ở [O:Giải Marathon Sao Mai] vừa", []),
        # projects and buildings are places, unless they bear the name of a business
        ("ở dự án [O:Kisara Home Bắc] vừa", ["L:Kisara Home Bắc"]),
        ("ở dự án [O:Kurohama Engineering] vừa", ["O:Kurohama Engineering"]),
        ("ở nhà của [O:Kisara Home Bắc] vừa", ["O:Kisara Home Bắc"]),
        # a country before a foreign name; a business of a country is no name
        ("từ quỹ [O:Nhật Shinwa Partners] song", ["L:Nhật", "O:Shinwa Partners"]),
        ("từ quỹ [O:Singapore Growth Partners] song", ["O:Singapore Growth Partners"]),
        ("từ quỹ [O:Mỹ Lan] song", ["O:Mỹ Lan"]),
        ("[O:Ngân hàng Nga] muốn mở", ["L:Nga"]),
        ("[O:Bộ Quốc phòng Nga] muốn mở", ["O:Bộ Quốc phòng Nga"]),
        # two names of one bank, two names that "và" joins
        ("do [O:Ngân hàng Phương Đông Á - PDA Bank] ký", ["O:Ngân hàng Phương Đông Á", "O:PDA Bank"]),
        ("do [O:Ngân hàng Liên doanh Lào - Việt] ký", ["O:Ngân hàng Liên doanh Lào - Việt"]),
        ("như [O:Otis và Thiên Nam] vừa", ["O:Otis", "O:Thiên Nam"]),
        ("như [O:Vận tải và Xếp dỡ Hải An] vừa", ["O:Vận tải và Xếp dỡ Hải An"]),
        (
            "hôm nay [O:Công ty TNHH Marketing và Truyền thông Sao Kim] ký",
            ["O:Công ty TNHH Marketing và Truyền thông Sao Kim"],
        ),
        ("hôm nay [O:Logistics và Thương mại Minh Long] ký", ["O:Logistics và Thương mại Minh Long"]),
        ("hôm nay [O:Công ty Nhật Logistics] ký", ["O:Công ty Nhật Logistics"]),
        # who makes a thing, and who signs, is somebody
        ("với nhà phát triển ứng dụng [O:Brainwork] vừa", ["O:Brainwork"]),
        ("hôm nay ứng dụng [O:Brainwork] ký hợp tác", ["O:Brainwork"]),
        ("hôm nay ứng dụng [O:Brainwork Group] có", ["O:Brainwork Group"]),
        ("với nhà phát triển dự án [O:Kisara] vừa", ["O:Kisara"]),
        # a point that ends the sentence, a venue that is no post, a quarter that is no district
        ("tin vào [O:Sao Mai Group].” Ông", ["O:Sao Mai Group"]),
        ("tin vào [O:Sao Mai Ltd].” Ông", ["O:Sao Mai Ltd"]),
        ("giữa [O:Hiệp hội Cá tra] tại Cần Thơ và", ["O:Hiệp hội Cá tra"]),
        ("theo [O:UBND Q]. Ông Hùng nói", ["O:UBND Q"]),
        # persons of the Far East, whose given name holds a dash
        ("ông [P:Park Min] - su, giám đốc", ["P:Park Min - su"]),
        ("ông [P:Park Min] - giám đốc", ["P:Park Min"]),
        ("bà [P:Kim Oanh] - vợ ông", ["P:Kim Oanh"]),
        ("ông [P:Kim Lân] - su", ["P:Kim Lân"]),
        ("ông [P:Nguyễn An] - su, giám đốc", ["P:Nguyễn An"]),
        # who is credited with a photo, and the credit itself
        ("Ảnh: [P:AFP] chụp", ["O:AFP"]),
        ("Ảnh: [O:BÁ SƠN] chụp", ["P:BÁ SƠN"]),
        ("của [P:Lê Thanh Lam Ảnh]: Hà", ["P:Lê Thanh Lam"]),
        ("số [P:7] trên", []),
        # a year may end a name
        ("ở [O:Công ty Gốm Sao Mai 1975] vừa", ["O:Công ty Gốm Sao Mai 1975"]),
        # a credit behind a school; a word that ends so
        ("Lễ ký ở [O:Trường Cao đẳng Sao Mai Ảnh]: Hà", ["O:Trường Cao đẳng Sao Mai"]),
        ("Lễ ký ở [O:Công ty TNHH Hồng Ảnh] hôm nay", ["O:Công ty TNHH Hồng Ảnh"]),
        # a comma forgotten behind a place
        ("tại [L:Hà Nam Hợp tác xã Sao Mai] đã", ["L:Hà Nam", "O:Hợp tác xã Sao Mai"]),
        ("tại [L:Hà Nam Sao Mai] đã", ["L:Hà Nam Sao Mai"]),
        # half a word parts no names
        ("do [O:Hiệp hội Linh kiện Ô tô Sao Mai] ký", ["O:Hiệp hội Linh kiện Ô tô Sao Mai"]),
        ("hôm nay [O:Hương Tràm kiện Sao Mai] ra toà", ["O:Hương Tràm", "O:Sao Mai"]),
        ("hôm nay [O:An Khang kiện Đại Phát] ra toà", ["O:An Khang", "O:Đại Phát"]),
        # a compound that ends in the beginning of the next word
        ("hôm nay [O:Tập đoàn Trường Hải] sản xuất xe", ["O:Tập đoàn Trường Hải"]),
        ("hôm nay [O:Công ty Thuỷ] sản ký", ["O:Công ty Thuỷ sản"]),
        # a company in its two forms, a dash between
        (
            "do [O:Công ty CP Viễn thông Sao Mai – Sao Mai Telecom] ký",
            ["O:Công ty CP Viễn thông Sao Mai", "O:Sao Mai Telecom"],
        ),
        ("do [O:Công ty CP Viễn thông Sao Mai – Hải Vân] ký", ["O:Công ty CP Viễn thông Sao Mai – Hải Vân"]),
        # a number ends the name of a hospital
        ("ở [O:Bệnh viện Quân y] 4 thuộc", ["O:Bệnh viện Quân y 4"]),
        ("ở [O:Bệnh viện Quân y] 4 tỷ đồng", ["O:Bệnh viện Quân y"]),
    ],
)
def test_a_name_has_its_edges(marked: str, found: list[str]) -> None:
    assert repair(marked) == found


def test_numbered_districts_are_places() -> None:
    found = facts("Khách sạn mới mở ở Q. 12 và P.14, cách chợ Q, 3 km. Doanh thu Q.4 tăng, phòng P. 301 mở.")
    assert {"Q. 12", "P.14"} <= names(found, Kind.PLACE)
    assert not {"Q, 3", "Q.4", "P. 301"} & names(found, Kind.PLACE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kurato - TB đã ký. Theo Kurato - TB, việc này mới.", {("Kurato", "TB")}),
        ("Kurato - TB đã ký. Kurato lo vốn. Theo Kurato - TB, TB lo việc này.", set()),  # two
        ("Kurato - TB đã ký.", set()),  # told once
        ("Kurato-TB đã ký. Theo Kurato-TB, việc này mới.", set()),  # no blanks, and called nothing
        ("Hãng Kurato-Bell đã ký.", {("Kurato", "Bell")}),  # called so, once
        ("Hãng Kurato - Bell đã ký.", set()),
        ("Hãng Kurato-Bell đã ký. Bell góp vốn, Kurato lo đất.", set()),
        ("Viettel - TB đã ký. Theo Viettel - TB, việc này mới.", set()),  # one of them is known
        ("Sao Kurato - Mai đã ký. Theo Sao Kurato - Mai, việc này mới.", set()),  # longer names
        ("Kurato - Mai Long đã ký. Theo Kurato - Mai Long, việc này mới.", set()),
        ("Từ Huế - Vinh đi. Tuyến Huế - Vinh dài.", set()),  # a way
    ],
)
def test_a_name_with_a_dash(text: str, found: set[tuple[str, str]]) -> None:
    sentences = [tokenize(text, span) for span in split(text)]
    assert hyphenated(sentences, lexicon_of(knowledge())) == found


def test_a_hyphenated_company_is_one_party() -> None:
    text = """Kurato - IB ký hợp tác với Hương Tràm

Ngày 5/3/2019, tập đoàn Kurato - IB và Công ty Hương Tràm ký thỏa thuận hợp tác về an toàn thông tin.

Theo Kurato - IB, hai bên sẽ làm việc trong ba năm."""
    assert "Kurato - IB" in parties(facts(text))


CLOSINGS = frozenset(("retail", "energy"))


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["minh quân retail", "bán lẻ minh quân"], 1),
        (["minh quân retail", "bán lẻ minh quý"], 0),
        (["minh quân retail", "minh quân"], 0),  # a short form, which is another question
        (["quân retail", "bán lẻ quân"], 0),  # a syllable is not enough
        (["minh quân retail", "bán lẻ minh quân", "vận tải minh quân"], 0),  # which of the two?
        (["minh quân retail", "minh quân energy", "bán lẻ minh quân"], 0),
    ],
)
def test_a_brand_and_the_company_of_the_same_name(keys: list[str], found: int) -> None:
    brand, name, *more = [tuple(key.split()) for key in keys]
    assert twins([brand, name, *more], CLOSINGS) == ({brand: [name], name: [brand]} if found else {})


def test_a_brand_in_english_is_its_company() -> None:
    text = """Oreva trao quyền phân phối cho Minh Quân Retail

Sáng 6/3/2025, Oreva ký hợp đồng chọn Công ty CP Bán lẻ Minh Quân (MQR) làm nhà phân phối tại Việt Nam.

MQR sẽ mở năm cửa hàng. Minh Quân Retail ra đời năm 2012."""
    assert any({"Minh Quân Retail", "MQR"} <= set(party.surfaces) for party in facts(text).parties)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["pak", "phúc an khang"], 1),
        (["pak pharmacy", "phúc an khang"], 1),
        (["pđk", "phúc đại khang"], 1),
        (["pdk", "phúc đại khang"], 1),
        (["pal", "phúc an khang"], 0),
        (["pa", "phúc an"], 0),  # two letters say too little
        (["lan", "lộc an nam"], 0),  # a word of its own
        (["pak", "phúc an khang", "phú anh kiệt"], 0),  # which of the two?
    ],
)
def test_a_name_and_its_first_letters(keys: list[str], found: int) -> None:
    short, name, *more = [tuple(key.split()) for key in keys]
    assert initials([short, name, *more]) == ({short: [name], name: [short]} if found else {})


def test_a_brand_of_first_letters_is_its_company() -> None:
    text = """Oreva giao thuốc cho PAK Pharmacy

Sáng 6/3/2025, Oreva ký hợp đồng phân phối với Công ty TNHH Dược phẩm Phúc An Khang tại Hà Nội.

PAK Pharmacy có 40 nhà thuốc. Phúc An Khang ra đời năm 2012."""
    assert any({"Phúc An Khang", "PAK Pharmacy"} <= set(party.surfaces) for party in facts(text).parties)


def test_two_forms_with_a_dash_between_are_one_party() -> None:
    text = """Sao Mai Telecom ký với Quill

Sáng 6/3/2025, Công ty CP Viễn thông Sao Mai – Sao Mai Telecom và Tập đoàn Quill ký hợp tác.

Công ty CP Viễn thông Sao Mai sẽ lo phần mạng."""
    assert parties(facts(text)) == {"Sao Mai Telecom", "Quill"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Kisaragi Bank, Ltd.", "The Kisaragi Bank"),
        ("Solvang Group A/S", "Solvang"),
        ("Chase Bank, N.A", "Chase Bank"),
        ("Oreva S.p.A.", "Oreva"),
    ],
)
def test_the_legal_form_tells_nobody_apart(first: str, second: str) -> None:
    lexicon = lexicon_of(knowledge())
    assert identity(phrase(first), lexicon) == identity(phrase(second), lexicon)


def test_a_registered_name_with_a_longer_dash_is_the_same() -> None:
    text = """Trường ĐH Tài chính - Marketing ký với Quill

Sáng 6/3/2025, Trường ĐH Tài chính – Marketing và Tập đoàn Quill ký hợp tác đào tạo.

Trường ĐH Tài chính - Marketing sẽ cấp bằng."""
    schools = [party for party in facts(text).parties if party.name.startswith("Trường")]
    assert len(schools) == 1


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Bốn Mùa mua lại 65% cổ phần Sao Mai Pay.", True),
        ("Bốn Mùa mua lại căn nhà của Sao Mai Pay.", False),
    ],
)
def test_capitals_that_take_shares_are_somebody(sentence: str, named: bool) -> None:
    tokens = tokenize(sentence)
    found = [one.span.of(sentence) for one in signers([], tokens, lexicon_of(knowledge()))]
    assert ("Bốn Mùa" in found) is named


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("hôm nay [O:Zeyun chọn Đại Phát] làm", ["O:Zeyun", "O:Đại Phát"]),
        ("ở [O:Trung tâm Tuyển chọn nhân tài] tại", ["O:Trung tâm Tuyển chọn nhân tài"]),
        ("nơi [L:Osaka giúp Huế] làm", ["L:Osaka", "L:Huế"]),
        ("gói thầu của [O:Công ty CP BOT Bắc Giang] - Lạng Sơn vừa", ["O:Công ty CP BOT Bắc Giang - Lạng Sơn"]),
        ("gói thầu của [O:Công ty CP Sao Mai] - Lạng Sơn vừa", ["O:Công ty CP Sao Mai"]),
        ("gói thầu của [O:Sở Y tế Bắc Giang] - Lạng Sơn vừa", ["O:Sở Y tế Bắc Giang"]),
    ],
)
def test_a_verb_parts_two_names_and_a_road_ends_one(marked: str, found: list[str]) -> None:
    assert repair(marked) == found


def test_a_venture_is_no_form_of_its_founder() -> None:
    text = """Nordhaven lập liên doanh kho lạnh với Gia Vĩnh

Ngày 9/1/2019, Nordhaven Logistics A/S và Công ty CP Tiếp vận Gia Vĩnh ký hợp đồng lập Nordhaven - Gia Vĩnh Cold Chain.

Nordhaven góp vốn, Gia Vĩnh góp đất. Kho của Nordhaven - Gia Vĩnh Cold Chain mở trong năm sau."""
    assert any({"Nordhaven", "Nordhaven Logistics A/S"} <= set(party.surfaces) for party in facts(text).parties)


def test_a_league_of_two_of_one_name_is_two() -> None:
    text = """Hai hãng trúng thầu

Ngày 6/3/2024, liên danh Tập đoàn Hitachi – Hitachi Rail ký hợp đồng cung cấp đoàn tàu với Ban Quản lý Sao Mai."""
    assert {"Tập đoàn Hitachi", "Hitachi Rail"} <= parties(facts(text))


def test_first_letters_that_sign_with_the_name_are_another() -> None:
    text = """Công ty TNHH Thiên Phú Cường ký hợp đồng với TPC Holdings

Sáng 6/3/2025, Công ty TNHH Thiên Phú Cường ký hợp đồng thuê kho của TPC Holdings tại Bình Dương."""
    assert len(parties(facts(text))) == 2
