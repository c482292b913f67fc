from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sites import BODY, clipping, put, run, tree

from sitegen.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

COMMANDS = ("init", "build", "new", "suggest", "explain", "extract", "serve", "cache")
FILES = {
    "content/clippings/fpt-viettel.md": clipping("FPT và Viettel hợp tác", date="2025-03-13"),
    "seeds/one.txt": "Hợp tác xã Sông Xanh và FPT ký biên bản ghi nhớ\n\nNgày 27/10/2025, Công ty TNHH Sông Xanh Cần "
    "Thơ và Tập đoàn FPT ký biên bản ghi nhớ hợp tác tại Cần Thơ.",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEGEN_LANG", "en")
    monkeypatch.delenv("SITEGEN_BASE_URL", raising=False)


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="sitegen")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


# ------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("cache", "prune")])
def test_every_command_explains_itself(
    command: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_LANG", language)
    assert call(*command, "--help").exit_code == 0


def test_help_names_every_command() -> None:
    words = run("--help").stdout.split()
    assert set(COMMANDS) <= set(words)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SITEGEN_LANG": ""}, "Biến một thư mục"),
        ({"SITEGEN_LANG": "", "LANG": "C.UTF-8", "LC_ALL": ""}, "Biến một thư mục"),
        ({"SITEGEN_LANG": "", "LANG": "en_US.UTF-8", "LC_ALL": ""}, "Turn a folder"),
        ({"SITEGEN_LANG": "vi", "LANG": "en_US.UTF-8"}, "Biến một thư mục"),
    ],
)
def test_vietnamese_unless_another_language_is_asked_for(environment: dict[str, str], words: str) -> None:
    assert words in run("--help", cwd=None, **{"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", **environment}).stdout


def test_both_languages_say_the_same_things() -> None:
    import tomllib
    from pathlib import Path
    from string import Formatter

    import sitegen

    folder = Path(sitegen.__file__).parent / "locales"
    vi, en = (tomllib.loads((folder / f"cli.{code}.toml").read_text("utf-8")) for code in ("vi", "en"))
    for part in ("help", "say"):
        assert list(vi[part]) == list(en[part])
        for name in vi[part]:
            fields = [{field for _, field, _, _ in Formatter().parse(words[part][name])} for words in (vi, en)]
            assert fields[0] == fields[1], name


def test_one_is_not_many(site: Site) -> None:
    root = site({"content/a.md": clipping("FPT và Viettel hợp tác", date="2025-03-13")})
    assert "1 clipping tells 1 deal (0 of them told by several) of 2 partners." in call("-C", root, "stats").stdout
    put(root, "content/b.md", "---\ntitel: x\n---\n\nB.\n")
    assert "Not built: 1 fault." in call("-C", root, "build").stderr


@pytest.mark.parametrize(
    "arguments", [("fly",), ("build", "--fast"), ("build", "--jobs", "0"), ("extract",), ("explain", "no-such-file")]
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == 2


# ------------------------------------------------------------------------------------------------------ build


def test_build_says_what_it_did(site: Site) -> None:
    root = site(FILES)
    result = call("-C", root, "build")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "files written, 0 removed, 0 unchanged" in result.stdout
    assert "Nothing changed" in call("-C", root, "build").stdout


def test_build_from_inside_the_site(site: Site) -> None:
    root = site(FILES)
    assert run("build", "--quiet", cwd=root).stdout == ""
    assert (root / "public/index.html").exists()


def test_faults_are_printed_once_each_sorted_with_what_to_do(site: Site) -> None:
    root = site({**FILES, "content/b.md": "---\ntitel: x\n---\n\nx", "content/a.md": clipping("A", date="2025-13-01")})
    result = call("-C", root, "build")
    assert result.exit_code == 1
    first, second = (line for line in result.stderr.splitlines() if line.startswith("content/"))
    assert first.startswith("content/a.md:3: ")
    assert second.startswith("content/b.md:2: ")
    assert result.stderr.count("  hint: ") == 2
    assert "Not built: 2 faults" in result.stderr
    assert not (root / "public").exists()


def test_keep_going_says_what_it_left_out(site: Site) -> None:
    root = site({**FILES, "content/b.md": "---\ntitel: x\n---\n\nx"})
    result = call("-C", root, "build", "--keep-going")
    assert result.exit_code == 0
    assert "Left out 1 file at fault: content/b.md" in result.stderr


@pytest.mark.parametrize(("broken", "code"), [(False, 0), (True, 1)])
def test_json_is_one_object(site: Site, broken: bool, code: int) -> None:
    root = site({**FILES, **({"content/b.md": "---\ntitel: x\n---\n\nx"} if broken else {})})
    result = call("-C", root, "build", "--json")
    assert (result.exit_code, result.stderr) == (code, "")
    values = json.loads(result.stdout)
    assert (values["ok"], values["exit_code"]) == (not broken, code)
    assert [problem["path"] for problem in values["problems"]] == (["content/b.md"] if broken else [])
    assert ("index.html" in values["written"]) is not broken


def test_quiet_prints_faults_only(site: Site) -> None:
    root = site(FILES)
    assert call("-C", root, "build", "--quiet").output == ""
    put(root, "content/site.yaml", "titel: x\n")
    result = call("-C", root, "build", "--quiet")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("content/site.yaml:1: ")


def test_another_folder_and_another_address(site: Site) -> None:
    root = site(FILES)
    address = "https://example.org/digest/"
    assert call("-C", root, "build", "--out", root / "www", "--base-url", address).exit_code == 0
    assert address in (root / "www/sitemap.xml").read_text("utf-8")
    assert not (root / "public").exists()


def test_no_escape_codes_without_a_terminal(site: Site) -> None:
    root = site({**FILES, "content/b.md": "---\ntitel: x\n---\n\nx"})
    done = run("-C", str(root), "build", "--keep-going")
    assert "\x1b" not in done.stdout + done.stderr


def test_where_there_is_no_site(tmp_path: Path) -> None:
    result = call("-C", tmp_path, "build")
    assert result.exit_code == 2
    assert "sitegen init" in result.stderr


# ------------------------------------------------------------------------------------------------ init and new


def test_a_new_site_can_be_built_as_it_stands(tmp_path: Path) -> None:
    assert run("init", "demo", cwd=tmp_path).returncode == 0
    made = tree(tmp_path / "demo")
    assert {".gitignore", ".github/workflows/pages.yml", "content/site.yaml", "templates/README.md"} <= set(made)
    done = run("-C", "demo", "build", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "song-xanh" in (tmp_path / "demo/public/index.html").read_text("utf-8")


@pytest.mark.parametrize("what", ["a file in it", "a file instead"])
def test_init_touches_nothing_that_is_there(tmp_path: Path, what: str) -> None:
    put(tmp_path, "demo/mine.txt" if what == "a file in it" else "demo", "mine")
    before = tree(tmp_path)
    result = call("-C", tmp_path, "init", "demo")
    assert result.exit_code == 1
    assert "needs an empty folder" in result.stderr
    assert tree(tmp_path) == before


def test_init_takes_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    assert call("-C", tmp_path, "init", "demo").exit_code == 0


def test_new_makes_a_draft_and_tells_its_path(site: Site) -> None:
    root = site(FILES)
    result = call(
        "-C", root, "new", 'Đại học "Bách khoa" & FPT: ký kết', "--date", "2025-10-27", "--source", "Báo: Mẫu"
    )
    path = root / "content/clippings/2025/2025-10-27-dai-hoc-bach-khoa-fpt-ky-ket.md"
    assert (result.exit_code, result.stdout.strip()) == (0, str(path))
    assert call("-C", root, "build").exit_code == 0
    path.write_text(path.read_text("utf-8").replace("draft: true\n", "") + BODY, "utf-8")
    assert call("-C", root, "build").exit_code == 0
    page = (root / "public/tin/2025-10-27-dai-hoc-bach-khoa-fpt-ky-ket/index.html").read_text("utf-8")
    assert "Báo: Mẫu" in page


def test_new_replaces_nothing(site: Site) -> None:
    root = site(FILES)
    call("-C", root, "new", "Một tin")
    before = tree(root)
    assert call("-C", root, "new", "Một tin").exit_code == 1
    assert tree(root) == before


@pytest.mark.parametrize("date", ["27/10/2025x", "2025-02-31", "../2025"])
def test_new_with_a_date_that_is_none(site: Site, date: str) -> None:
    root = site(FILES)
    before = tree(root)
    result = call("-C", root, "new", "Một tin", "--date", date)
    assert (result.exit_code, tree(root)) == (1, before)


def test_new_outside_of_a_site(tmp_path: Path) -> None:
    assert call("-C", tmp_path, "new", "Một tin").exit_code == 2


# ------------------------------------------------------------------------- suggest, explain, extract, cache


def test_suggestions_can_be_pasted(site: Site) -> None:
    root = site(FILES)
    result = call("-C", root, "suggest")
    assert result.exit_code == 0
    assert "seeds/one.txt" in result.stdout
    put(root, "content/partners.yaml", result.stdout)
    assert call("-C", root, "build").exit_code == 0
    assert "- id" not in call("-C", root, "suggest").stdout


def test_explain_shows_each_fact_with_its_line(site: Site) -> None:
    root = site(FILES)
    result = call("-C", root, "explain", root / "content/clippings/fpt-viettel.md")
    assert result.exit_code == 0
    assert "entry 'fpt' of the registry" in result.stdout
    assert "entry 'viettel' of the registry" in result.stdout
    assert "Nguyễn Văn An" in result.stdout
    dated = next(line for line in result.stdout.splitlines() if "2025-03-12" in line and "signed on" in line)
    assert dated.endswith("line 6")


def test_explain_needs_no_site(tmp_path: Path) -> None:
    put(tmp_path, "clip.txt", BODY)
    assert "fpt" in call("-C", tmp_path, "explain", tmp_path / "clip.txt").stdout


def test_explain_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "clip.txt").write_bytes(b"\x00\x01\x02" * 100)
    result = call("explain", tmp_path / "clip.txt")
    assert result.exit_code == 1
    assert "clip.txt" in result.stderr


def test_extract_prints_a_line_of_json_for_each_text(tmp_path: Path) -> None:
    put(tmp_path, "one.txt", BODY)
    put(tmp_path, "two.txt", "Giá vàng hôm nay giảm nhẹ ở Hà Nội.")
    result = call("extract", tmp_path / "one.txt", tmp_path / "two.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    one, two = map(json.loads, result.stdout.splitlines())
    assert {partner["id"] for partner in one["partners"]} == {"fpt", "viettel"}
    assert (one["signed_on"], one["year"]) == ("2025-03-12", 2025)
    assert one["title"] is None
    assert one["title_made"]
    assert {"surface": "Hà Nội", "type": "LOC"} in one["entities"]
    assert (two["is_partnership"], two["partners"], two["signed_on"]) == (False, [], None)


def test_extract_writes_a_file_for_each_text(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path, f"in/clip{number}.txt", BODY)
    result = call("extract", tmp_path / "in", "--out", tmp_path / "out")
    assert (result.exit_code, result.output) == (0, "")
    assert sorted(tree(tmp_path / "out")) == ["clip0.json", "clip1.json", "clip2.json"]
    record = json.loads((tmp_path / "out/clip0.json").read_text("utf-8"))
    assert record["values"] == [] or record["values"][0]["currency"] == "VND"


def test_extract_goes_on_past_what_it_cannot_read(tmp_path: Path) -> None:
    put(tmp_path, "one.txt", BODY)
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    result = call("extract", tmp_path / "bad.txt", tmp_path / "one.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "bad.txt" in result.stderr


def test_extract_never_lets_one_record_replace_another(tmp_path: Path) -> None:
    put(tmp_path, "a/clip.txt", BODY)
    put(tmp_path, "b/clip.txt", BODY)
    result = call("extract", tmp_path / "a/clip.txt", tmp_path / "b/clip.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "already made from" in result.stderr
    assert not (tmp_path / "out").exists()


def test_extract_is_the_same_with_many_workers(tmp_path: Path) -> None:
    for number in range(12):
        put(tmp_path, f"clip{number}.txt", BODY.replace("200", str(100 + number)))
    alone = run("extract", str(tmp_path), "--jobs", "1").stdout
    assert len(alone.splitlines()) == 12
    assert run("extract", str(tmp_path), "--jobs", "2", PYTHONHASHSEED="7").stdout == alone


def test_the_cache_can_be_looked_at_and_emptied(site: Site) -> None:
    root = site(FILES)
    assert ": 0 entries" in call("-C", root, "cache", "info").stdout
    assert not (root / ".sitegen").exists()
    call("-C", root, "build")
    assert ": 0 entries" not in call("-C", root, "cache", "info").stdout
    assert call("-C", root, "cache", "prune").stdout == "Forgot 0 entries.\n"
    assert call("-C", root, "cache", "clear").exit_code == 0
    assert ": 0 entries" in call("-C", root, "cache", "info").stdout
    assert call("-C", root, "build").exit_code == 0


def test_a_table_of_stages_is_shown_where_it_tells_something(site: Site) -> None:
    root = site({"content/a.md": clipping("FPT và Viettel ký kết")})
    assert "seconds" in run("-C", str(root), "build").stdout
    put(root, "content/a.md", clipping("FPT và Viettel ký kết", BODY + "\n\nÔng Trần Văn Đức nói lô hàng đã về."))
    again = run("-C", str(root), "build").stdout
    assert "written" in again
    assert "seconds" not in again


def test_a_profile_tells_where_the_time_went(site: Site) -> None:
    root = site({"content/clippings/tin.md": clipping("Tin")})
    shown = run("-C", str(root), "build", "--profile")
    assert shown.returncode == 0, shown.stderr
    stages = [line.split()[:2] for line in shown.stdout.splitlines() if line.strip()]
    assert {"collect", "extract", "index", "plan", "render", "write"} <= {words[0] for words in stages}
    assert ["render", "tin/…/*.html"] in stages
    assert "render" not in run("-C", str(root), "build").stdout
