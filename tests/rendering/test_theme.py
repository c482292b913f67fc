"""A site's own templates over the shipped ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rendering.samples import files_of
from sitegen.core.errors import TemplateFailure
from sitegen.rendering import load_theme

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_of_the_site_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>Lạc đường</h1>{% endblock %}', "utf-8"
    )
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "style.css").write_text("body { color: red }", "utf-8")
    (tmp_path / "static" / "logo.svg").write_text("<svg/>", "utf-8")
    theme = load_theme(tmp_path)
    site = files_of([], theme=theme)
    assert "Lạc đường" in site["404.html"].decode()
    assert site[theme.asset("style.css")] == b"body { color: red }"
    assert site[theme.asset("logo.svg")] == b"<svg/>"
    assert theme.asset("style.css") in site["index.html"].decode()
    assert theme.digest != load_theme().digest


def test_a_missing_folder_means_the_shipped_theme(tmp_path: Path) -> None:
    assert load_theme(tmp_path / "none") == load_theme()


def test_a_template_must_be_utf_8(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_bytes("dòng một\nđây".encode("cp1258", "replace") + b"\xff")
    with pytest.raises(TemplateFailure, match=r"templates/404\.html:"):
        load_theme(tmp_path)


def test_leftovers_of_text_editors_are_no_templates(tmp_path: Path) -> None:
    (tmp_path / ".404.html.swp").write_bytes(b"\xff")
    (tmp_path / "404.html~").write_bytes(b"\xff")
    assert load_theme(tmp_path) == load_theme()
