"""The words of the interface."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from sitegen.core.errors import ConfigError
from sitegen.core.model import DealKind, DealStage, Kind, Origin, PartnerKind, Topic
from sitegen.rendering.i18n import CATALOGUES, language
from sitegen.rendering.labels import headline_word

_VARIABLE = re.compile(r"%\((\w+)\)s")
ROOT = Path(__file__).parent.parent.parent


def test_catalogues_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, "tools/i18n.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_message_is_translated_with_the_same_variables() -> None:
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "sitegen.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    for message in catalogue:
        if not message.id:
            continue
        many = message.id[-1] if isinstance(message.id, (list, tuple)) else message.id
        told = [
            str(form) for form in (message.string if isinstance(message.string, (list, tuple)) else [message.string])
        ]
        assert all(told), message.id
        for form in told:
            assert set(_VARIABLE.findall(form)) == set(_VARIABLE.findall(many)), message.id


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_kind_has_a_word(code: str) -> None:
    words = language(code)
    for family in (DealKind, DealStage, PartnerKind, Topic, Kind, Origin):
        labels = [words.label(value) for value in family]
        assert len(set(labels)) == len(labels), family
    assert words.label(PartnerKind.OTHER) != words.label(Topic.OTHER)


def test_made_titles_say_the_same_on_vietnamese_pages_as_where_they_are_made() -> None:
    made = yaml.safe_load((CATALOGUES.parent / "knowledge" / "deals.yaml").read_text("utf-8"))["made_title"]
    assert {kind.value: language("vi").gettext(headline_word(kind)) for kind in DealKind} == made
    assert len({language("en").gettext(headline_word(kind)) for kind in DealKind}) == len(DealKind)


@pytest.mark.parametrize("code", ["fr", "../vi", ""])
def test_an_unknown_language_is_refused(code: str) -> None:
    with pytest.raises(ConfigError, match="en, vi"):
        language(code)
