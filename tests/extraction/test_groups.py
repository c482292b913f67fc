"""Who a group is that has signed: a later sentence, or a list, says it."""

from __future__ import annotations

import pytest
from clips import facts, parties

TEXT = """{title}

Ngày 19/6/2025, CTCP Kho vận Sao Mai ký thỏa thuận đặt mua cổ phần với {group}, thu về 946 tỷ đồng.

{told}

Tiền dùng để xây kho bên cạnh Marlow Land."""


def found(told: str, group: str = "ba nhà đầu tư nước ngoài") -> set[str]:
    return parties(facts(TEXT.format(title="Kho vận Sao Mai bán cổ phần", group=group, told=told)))


LIST = "Danh sách gồm:\n\n- Hương Tràm Growth Fund: 9,1 triệu cổ phiếu;\n\n- Quill Markets Fund: 5,6 triệu cổ phiếu;"
BOTH = {"Hương Tràm Growth Fund", "Quill Markets Fund"}


@pytest.mark.parametrize(
    ("told", "group"),
    [
        (LIST, "ba nhà đầu tư nước ngoài"),
        (LIST, "nhóm nhà đầu tư nước ngoài"),
        ("Ba nhà đầu tư này gồm Hương Tràm Growth Fund và Quill Markets Fund.", "ba nhà đầu tư"),
        ("Hai bên còn lại là Hương Tràm Growth Fund (Singapore) và Quill Markets Fund.", "3 nhà đầu tư"),
    ],
)
def test_the_members_of_a_group_are_parties(told: str, group: str) -> None:
    assert found(told, group) >= BOTH


@pytest.mark.parametrize(
    ("told", "group"),
    [
        ("Ba ngân hàng gồm Hương Tràm Growth Fund và Quill Markets Fund từng từ chối.", "ba nhà đầu tư"),  # others
        ("Ba nhà đầu tư muốn gặp Hương Tràm Growth Fund và Quill Markets Fund.", "ba nhà đầu tư"),  # no list
        ("Trước đó, ba nhà đầu tư gồm Hương Tràm Growth Fund và Quill Markets Fund rút lui.", "ba nhà đầu tư"),  # old
        ("Ba nhà đầu tư đều là đối tác của Hương Tràm Growth Fund và Quill Markets Fund.", "ba nhà đầu tư"),
        ("Hai bên là khách hàng của Hương Tràm Growth Fund và Quill Markets Fund.", "ba nhà đầu tư"),
        ("Danh sách khách mời có Hương Tràm Growth Fund và Quill Markets Fund.", "ba nhà đầu tư"),
        ("Ba nhà đầu tư chưa ký gồm:\n\n" + LIST.partition("\n\n")[2], "ba nhà đầu tư"),
        (LIST.replace("Danh sách gồm", "Giá từng lúc"), "ba nhà đầu tư nước ngoài"),
    ],
)
def test_others_are_not(told: str, group: str) -> None:
    assert not found(told, group) >= BOTH


def test_a_line_without_a_name_does_not_end_a_list() -> None:
    lines = LIST.replace(";\n\n- Quill", ";\n\n- một người không nêu tên;\n\n- Quill")
    assert found(lines) >= BOTH


def test_who_founded_a_party_is_none() -> None:
    text = """Lumibank cho Sao Mai BOT vay 2.900 tỷ đồng

Ngày 3/11/2017, Lumibank và Công ty Sao Mai BOT đã ký hợp đồng tín dụng 2.900 tỷ đồng.

Công ty do liên danh Tập đoàn Hương Tràm (48%), Tập đoàn Quill (30%) lập ra."""
    assert not parties(facts(text)) & {"Tập đoàn Hương Tràm", "Tập đoàn Quill", "Hương Tràm", "Quill"}
