from __future__ import annotations

from sitegen.core.recall import Recall


def test_a_value_is_made_again_only_under_another_print() -> None:
    recall, made = Recall(), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [recall.find("row", "a", print_, make) for print_ in ("x", "x", "y", "x")] == [1, 1, 2, 3]
    assert recall.find("line", "a", "x", make) == 4
    assert recall.find("row", "b", "x", make) == 5


def test_what_is_gone_is_forgotten() -> None:
    recall = Recall()
    for name in "abc":
        recall.find("row", name, "", lambda: "old")
    recall.keep_only("row", {"b", "z"})
    assert [recall.find("row", name, "", lambda: "new") for name in "abc"] == ["new", "old", "new"]
