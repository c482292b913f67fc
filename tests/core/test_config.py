"""`content/site.yaml`: defaults, where the base URL comes from, and what is refused."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from sitegen.core.config import Config, load_config
from sitegen.core.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITEGEN_BASE_URL", raising=False)


def site(root: Path, text: str | None = None) -> Path:
    (root / "content").mkdir()
    if text is not None:
        (root / "content" / "site.yaml").write_text(text, encoding="utf-8")
    return root


def faults(root: Path, base_url: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(root, base_url)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_site_without_a_file_has_defaults(tmp_path: Path) -> None:
    config = load_config(site(tmp_path))
    assert config == Config()
    assert (config.language, config.time_zone, config.feed_entries) == ("vi", "Asia/Ho_Chi_Minh", 50)
    assert config.base_path == "/"


def test_seeds_alone_make_a_site(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert load_config(tmp_path) == Config()


def test_a_folder_that_is_no_site_says_how_to_begin(tmp_path: Path) -> None:
    assert "sitegen init" in faults(tmp_path)


def test_settings_are_read(tmp_path: Path) -> None:
    text = "\ufefftitle: Sổ hợp tác\nlanguage: en\nfeed_entries: 20\nrepublish: true\noutlets: {B: 'https://b.vn', A: 'http://a.vn'}"
    config = load_config(site(tmp_path, text))
    assert (config.title, config.language, config.feed_entries, config.republish) == ("Sổ hợp tác", "en", 20, True)
    assert config.outlets == (("A", "http://a.vn"), ("B", "https://b.vn"))


def test_the_base_url_is_the_argument_then_the_environment_then_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "base_url: https://file.vn/digest")
    assert load_config(root).base_url == "https://file.vn/digest/"
    assert load_config(root).base_path == "/digest/"
    monkeypatch.setenv("SITEGEN_BASE_URL", "https://env.vn")
    assert load_config(root).base_url == "https://env.vn/"
    assert load_config(root, "http://localhost:8000").base_url == "http://localhost:8000/"
    assert load_config(root, "").base_url == ""


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://a.vn",
        "https://",
        "javascript:alert(1)",
        "https://a.vn/?q",
        "https://a.vn/x/../y",
        "https://a b.vn",
        "https://a.vn/'x",
        "https://u@a.vn/",
        "https://a.vn:port/",
        "https://a.vn//x",
        "https://[a",
    ],
)
def test_a_base_url_that_is_no_plain_web_address_is_refused(tmp_path: Path, url: str) -> None:
    assert faults(site(tmp_path), url).startswith("--base-url: the base URL")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("titel: x", "content/site.yaml:1: unknown key 'titel'\n  hint: did you mean 'title'?"),
        ("language: fr", "content/site.yaml:1: 'language' must be 'vi' or 'en', not 'fr'"),
        ("feed_entries: 0", "content/site.yaml:1: 'feed_entries' must be a whole number from 1 to 1000, not '0'"),
        ("time_zone: Mars/Base", "there is no time zone 'Mars/Base'"),
        ("time_zone: ../../etc/passwd", "there is no time zone"),
        ("email: nobody", "is not an e-mail address"),
        ("outlets: {A: 'javascript:x'}", "the address of outlet 'A' is not http(s)"),
        ("base_url: no", "content/site.yaml:1: the base URL 'no' is not a web address"),
    ],
)
def test_refused(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in faults(site(tmp_path, text))


def test_a_file_that_is_not_utf8_or_not_a_file(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "content" / "site.yaml").write_bytes(b"title: x\nauthor: \xff\n")
    assert "content/site.yaml:2: not UTF-8 text" in faults(root)
    (root / "content" / "site.yaml").unlink()
    (root / "content" / "site.yaml").mkdir()
    assert "content/site.yaml: cannot be read" in faults(root)


def test_equal_settings_equal_digests_through_pickle() -> None:
    config = Config(title="a", outlets=(("A", "http://a.vn"),))
    assert pickle.loads(pickle.dumps(config)) == config
    assert len({config, Config(title="a", outlets=(("A", "http://a.vn"),))}) == 1
    assert config.digest == Config(title="a", outlets=(("A", "http://a.vn"),)).digest != Config().digest
