"""What the editor sets for a whole site: `content/site.yaml` as a value."""

from __future__ import annotations

import hashlib
import os
import re
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from sitegen.core import schema
from sitegen.core.errors import ConfigError, Problem, Where
from sitegen.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = "content/site.yaml"
BASE_URL_VARIABLE = "SITEGEN_BASE_URL"


class _Settings(msgspec.Struct, frozen=True, kw_only=True):
    title: str = "sitegen"
    tagline: str = ""
    description: str = ""
    base_url: str = ""  # "" or "https://host[/path]/", always with a slash at its end
    language: Literal["vi", "en"] = "vi"
    languages: tuple[Literal["vi", "en"], ...] = ()  # further ones, side by side
    time_zone: str = "Asia/Ho_Chi_Minh"
    author: str = ""
    email: str = ""
    feed_entries: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 50
    republish: bool = False  # whether pages may show the full text of clippings
    pictures: bool = False  # a share card for each clipping and partner, where sitegen[pictures] is installed
    search: Literal["list", "pagefind"] = "list"  # pagefind: where sitegen[search] is installed


class Config(_Settings, frozen=True, kw_only=True):
    """The settings of a site; every one has a default."""

    outlets: tuple[tuple[str, str], ...] = ()  # name of an outlet, its URL; sorted

    @property
    def digest(self) -> str:
        """A hash of all settings (blake2b, 128 bits, hex): equal settings, equal digest."""
        return hashlib.blake2b(msgspec.json.encode(self), digest_size=16).hexdigest()

    @property
    def base_path(self) -> str:
        """The path under which the site lives: "/" or "/digest/"."""
        return urlsplit(self.base_url).path or "/"


class _File(_Settings, frozen=True, kw_only=True):
    """`content/site.yaml` as it is written."""

    outlets: dict[str, str] = {}


def load_config(root: Path, base_url: str | None = None) -> Config:
    """The settings of the site in `root`; without `content/site.yaml`, the defaults.

    The base URL is `base_url`, else the environment's `SITEGEN_BASE_URL`, else the file's. Raises ConfigError.
    """
    _require_site(root)
    text = _read(root)
    written = schema.load(text, _File, Where(FILE), ConfigError, {str: one_line})
    settings = msgspec.structs.asdict(written) | {"outlets": tuple(sorted(written.outlets.items()))}
    line_of = partial(_line_of, text)
    settings["base_url"], place = _chosen_base_url(base_url, written.base_url, line_of("base_url"))
    problems = [*_base_url_problems(settings["base_url"], place), *_file_problems(written, line_of)]
    if problems:
        raise ConfigError(*problems)
    settings["base_url"] = _with_slash(settings["base_url"])
    return Config(**settings)


def _require_site(root: Path) -> None:
    if not (root / "content").is_dir() and not (root / "seeds").is_dir():
        hint = "run `sitegen init DIR` to begin a site, or name one with `sitegen -C DIR`"
        raise ConfigError(Problem(Where("content"), "this folder has neither content/ nor seeds/", hint))


def _read(root: Path) -> str:
    try:
        return (root / FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise ConfigError(Problem(Where(FILE, line), "not UTF-8 text", "save the file as UTF-8")) from None
    except OSError as fault:
        message = f"cannot be read: {os.strerror(fault.errno or 0)}"
        raise ConfigError(Problem(Where(FILE), message, "check the file and its permissions")) from None


def _line_of(text: str, key: str) -> int:
    """The line on which a key of the file stands."""
    found = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start(0) + len(found[0]) - len(found[0].lstrip())) + 1 if found else 0


def _chosen_base_url(given: str | None, written: str, line: int) -> tuple[str, Where]:
    if given is not None:
        return given.strip(), Where("--base-url")
    if BASE_URL_VARIABLE in os.environ:
        return os.environ[BASE_URL_VARIABLE].strip(), Where(BASE_URL_VARIABLE)
    return written.strip(), Where(FILE, line)


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"


def _base_url_problems(url: str, where: Where) -> list[Problem]:
    return [] if not url or is_web_address(url, plain=True) else [_bad_url(url, where)]


def _bad_url(url: str, where: Where) -> Problem:
    hint = "write it like https://example.org/ or https://example.org/digest/, or leave it empty"
    return Problem(where, f"the base URL {url[:80]!r} is not a web address", hint)


def is_web_address(url: str, plain: bool = False) -> bool:
    """Whether `url` is http(s) with a host; `plain`: also without user, query, fragment and dot segments."""
    if any(char.isspace() or not char.isprintable() or char in "<>\"'\\" for char in url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host:
        return False
    dots = {".", ".."} & set(parts.path.split("/"))
    return not plain or not (parts.query or parts.fragment or parts.username or dots or "//" in parts.path)


def _file_problems(written: _File, line_of: Callable[[str], int]) -> list[Problem]:
    problems = []
    if not _is_time_zone(written.time_zone):
        message = f"there is no time zone {written.time_zone[:60]!r}"
        where = Where(FILE, line_of("time_zone"))
        problems.append(Problem(where, message, "write a name of the IANA list, such as Asia/Ho_Chi_Minh"))
    if written.email and not (
        written.email.count("@") == 1 and written.email.isprintable() and " " not in written.email
    ):
        where = Where(FILE, line_of("email"))
        problems.append(Problem(where, f"{written.email[:60]!r} is not an e-mail address", "write name@host"))
    for name, url in written.outlets.items():
        if not is_web_address(url):
            where = Where(FILE, line_of(name) or line_of("outlets"))
            problems.append(Problem(where, f"the address of outlet '{name[:60]}' is not http(s)", "mend the URL"))
    return problems


def _is_time_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
