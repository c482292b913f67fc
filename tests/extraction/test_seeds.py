"""What four raw clippings must give: those of a customer where they lie beside the repository, and ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from clips import article, facts, names, parties

from sitegen.core.model import DealKind, Facts, Kind, Topic

ROOT = Path(__file__).parent.parent.parent
FOLDERS = {"ours": ROOT / "seeds", "theirs": ROOT.parent / "shared" / "seeds"}


BOTH = pytest.mark.parametrize("folder", FOLDERS)
FOUR = {
    ("ubnd-tinh-thai-nguyen", "2016-12-25"),
    ("ubnd-tinh-hung-yen", "2016-12-21"),
    ("ubnd-tinh-binh-phuoc", "2016-12-20"),
    ("ubnd-tinh-thua-thien-hue", "2016-12-28"),
}
PROVINCES = {"UBND tỉnh Thái Nguyên", "UBND tỉnh Hưng Yên", "UBND tỉnh Bình Phước", "UBND tỉnh Thừa Thiên Huế"}


@cache
def raw(folder: str, number: str) -> bytes:
    if not FOLDERS[folder].is_dir():
        pytest.skip(f"needs the clippings in {FOLDERS[folder].name}/ beside the repository")
    (path,) = FOLDERS[folder].glob(f"{number}*.txt")
    return path.read_bytes()


@cache
def seed(folder: str, number: str) -> Facts:
    return facts(raw(folder, number))


def partners(found: Facts) -> set[str]:
    return {one.partner for one in found.parties}


def kinds(found: Facts) -> set[DealKind]:
    return {kind for deal in found.deals for kind in deal.kinds}


def signings(found: Facts) -> list[str | None]:
    return [str(deal.signed_on.date) if deal.signed_on else None for deal in found.deals]


# ------------------------------------------------------------------------------------------------------- 000


@BOTH
def test_000_parties(folder: str) -> None:
    assert partners(seed(folder, "000")) == {"mobifone", "rox-group"}


@BOTH
def test_000_one_deal_of_two_kinds(folder: str) -> None:
    found = seed(folder, "000")
    assert len(found.deals) == 1
    assert kinds(found) == {DealKind.MOU, DealKind.STRATEGIC_PARTNERSHIP}


@BOTH
def test_000_signed(folder: str) -> None:
    found = seed(folder, "000")
    assert (signings(found), found.year) == (["2025-10-27"], 2025)


@BOTH
def test_000_has_no_title_but_one_is_made(folder: str) -> None:
    assert article(raw(folder, "000")).title is None
    made = seed(folder, "000").title_made
    assert made is not None
    assert "MobiFone" in made


@BOTH
def test_000_a_product_is_no_organisation(folder: str) -> None:
    assert "MobiCA" not in names(seed(folder, "000"), Kind.ORG)


@pytest.mark.parametrize(("folder", "byline"), [("ours", "Hạ Vy"), ("theirs", "Lệ Thanh")])
def test_000_a_byline_is_no_person_of_the_story(folder: str, byline: str) -> None:
    assert byline not in {one.name for one in seed(folder, "000").people}
    assert any(part.role == "byline" for part in article(raw(folder, "000")).parts)


# ------------------------------------------------------------------------------------------------------- 001


@BOTH
def test_001_parties(folder: str) -> None:
    assert parties(seed(folder, "001")) == {"Viettel", *PROVINCES}


@BOTH
def test_001_four_deals_with_a_day_each(folder: str) -> None:
    found = seed(folder, "001")
    assert len(found.deals) == 4
    assert all("viettel" in deal.parties for deal in found.deals)
    told = {(party, str(deal.signed_on and deal.signed_on.date)) for deal in found.deals for party in deal.parties}
    assert {pair for pair in told if pair[0] != "viettel"} == FOUR


@BOTH
def test_001_the_value_is_that_of_thai_nguyen(folder: str) -> None:
    found = seed(folder, "001")
    values = {deal.parties[-1]: int(deal.value.money.amount) for deal in found.deals if deal.value}
    assert values == {"ubnd-tinh-thai-nguyen": 2 * 10**12}
    assert [(int(one.money.amount), one.money.currency) for one in found.values] == [(2 * 10**12, "VND")]


@BOTH
def test_001_topic(folder: str) -> None:
    assert Topic.SMART_CITY in {fact.topic for fact in seed(folder, "001").topics}


@BOTH
def test_001_title_in_capitals(folder: str) -> None:
    title = article(raw(folder, "001")).title
    assert title is not None
    assert title.isupper()


@BOTH
def test_001_branches_are_viettel_and_november_is_background(folder: str) -> None:
    found = seed(folder, "001")
    assert not {one.name for one in found.parties} & {"Viettel Huế", "Viettel Bình Phước", "Viettel Hải Dương"}
    assert not any(place in one.name for one in found.parties for place in ("Hải Dương", "Phú Yên", "Đà Nẵng"))


@BOTH
def test_001_a_person(folder: str) -> None:
    assert "Hoàng Sơn" in {one.name for one in seed(folder, "001").people}


@BOTH
def test_001_year(folder: str) -> None:
    assert seed(folder, "001").year == 2016


# ------------------------------------------------------------------------------------------------------- 002


@BOTH
def test_002_parties(folder: str) -> None:
    assert partners(seed(folder, "002")) == {"viettel", "kt"}


@BOTH
def test_002_one_strategic_partnership_and_no_joint_venture(folder: str) -> None:
    found = seed(folder, "002")
    assert len(found.deals) == 1
    assert kinds(found) == {DealKind.STRATEGIC_PARTNERSHIP}


@BOTH
def test_002_is_undated(folder: str) -> None:
    found = seed(folder, "002")
    assert (signings(found), found.signed_on, found.year) == ([None], None, None)


@BOTH
def test_002_people_with_role_and_organisation(folder: str) -> None:
    people = {one.name: (one.role, one.org) for one in seed(folder, "002").people}
    assert {"Tào Đức Thắng", "Kim Young Shub"} <= set(people)
    role, org = people["Tào Đức Thắng"]
    assert (role, org) == ("Chủ tịch kiêm Tổng Giám đốc Tập đoàn Viettel", "Viettel")
    assert people["Kim Young Shub"] == ("Chủ tịch Tập đoàn KT", "KT")


@BOTH
def test_002_terms_are_no_organisations(folder: str) -> None:
    assert not {"AX", "AIDC", "GPU", "AI"} & names(seed(folder, "002"), Kind.ORG)


# ------------------------------------------------------------------------------------------------------- 003


@BOTH
def test_003_parties(folder: str) -> None:
    assert partners(seed(folder, "003")) == {"viettel", "microsoft"}


@BOTH
def test_003_one_strategic_partnership(folder: str) -> None:
    found = seed(folder, "003")
    assert len(found.deals) == 1
    assert kinds(found) == {DealKind.STRATEGIC_PARTNERSHIP}


@BOTH
def test_003_is_undated(folder: str) -> None:
    found = seed(folder, "003")
    assert (signings(found), found.signed_on, found.year) == ([None], None, None)


@BOTH
def test_003_title_is_split_from_the_lead(folder: str) -> None:
    title = article(raw(folder, "003")).title
    assert title is not None
    assert title.startswith("Viettel")
    assert title.endswith("Việt Nam")
    assert "Theo" not in title


@BOTH
def test_003_people_with_roles(folder: str) -> None:
    people = {one.name: (one.role, one.org) for one in seed(folder, "003").people}
    assert people["Phạm Thế Trường"] == ("Tổng Giám Đốc Microsoft Việt Nam", "Microsoft")
    assert people["Nguyễn Thanh Nam"] == ("Phó Tổng Giám đốc Tập đoàn Viettel", "Viettel")


@BOTH
def test_003_members_are_no_parties(folder: str) -> None:
    found = seed(folder, "003")
    assert not {one.name for one in found.parties if "IDC" in one.name or "Xuất nhập khẩu" in one.name}
    assert "Công ty Viettel IDC" in names(found, Kind.ORG)
