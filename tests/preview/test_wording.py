from __future__ import annotations

from string import Formatter

from sitegen.preview.wording import words


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    vietnamese, english = words("vi"), words("en")
    assert vietnamese.keys() == english.keys()
    for name in vietnamese:
        assert fields(vietnamese[name]) == fields(english[name]), name
    assert (vietnamese["lang"], english["lang"]) == ("vi", "en")
