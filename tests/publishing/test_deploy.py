"""Deployments against real bare repositories."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sites import clipping, put, tree

from sitegen.cli.app import app
from sitegen.core.errors import OutputError
from sitegen.core.model import Planned
from sitegen.publishing import write
from sitegen.publishing.deploy import deploy
from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES = {"index.html": b"home", ".nojekyll": b"", "tin/đường dài/index.html": b"a", "feed.xml": b"feed"}


@pytest.fixture(autouse=True)
def plain_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings of this machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-such-file"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("SITEGEN_LANG", "en")
    monkeypatch.delenv("SITEGEN_BASE_URL", raising=False)


def git(folder: Path, *arguments: str) -> str:
    named = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    done = subprocess.run(["git", *named, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    bare = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", str(bare))
    return bare


@pytest.fixture
def root(tmp_path: Path, remote: Path) -> Path:
    """A site in a repository of its own, with the remote as its origin."""
    folder = tmp_path / "site"
    folder.mkdir()
    git(folder, "init", "--quiet", "-b", "main")
    git(folder, "remote", "add", "origin", str(remote))
    return folder


def built(root: Path, files: Mapping[str, bytes] = FILES) -> Path:
    write([Planned(path, "", lambda content=content: content) for path, content in files.items()], root / "public")  # type: ignore[misc]
    return root / "public"


def published(remote: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """Every file of the branch."""
    folder = remote.parent / "look"
    git(remote.parent, "clone", "--quiet", "-b", branch, str(remote), str(folder))
    files = {path: content for path, content in tree(folder).items() if not path.startswith(".git/")}
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    return files


def heads(remote: Path) -> str:
    return git(remote, "for-each-ref")


def test_the_first_deployment_makes_the_branch(root: Path, remote: Path) -> None:
    done = deploy(built(root), root)
    assert (done.pushed, done.changed, done.removed) == (True, (), ())
    assert set(done.added) == {*FILES, MANIFEST}
    assert {path: content for path, content in published(remote).items() if path != MANIFEST} == FILES
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"


def test_the_next_one_is_one_commit_with_what_changed(root: Path, remote: Path) -> None:
    deploy(built(root), root)
    changed = {"index.html": b"new home", ".nojekyll": b"", "feed.xml": b"feed", "tin/b/index.html": b"b"}
    done = deploy(built(root, changed), root)
    assert done.added == ("tin/b/index.html",)
    assert done.changed == (MANIFEST, "index.html")
    assert done.removed == ("tin/đường dài/index.html",)
    assert {path: content for path, content in published(remote).items() if path != MANIFEST} == changed
    assert git(remote, "rev-list", "--count", "gh-pages") == "2"


def test_nothing_new_is_no_commit(root: Path, remote: Path) -> None:
    deploy(built(root), root)
    before = heads(remote)
    assert deploy(built(root), root).empty
    assert heads(remote) == before


def test_a_dry_run_tells_the_same_and_pushes_nothing(root: Path, remote: Path) -> None:
    done = deploy(built(root), root, dry_run=True)
    assert (done.pushed, set(done.added)) == (False, {*FILES, MANIFEST})
    assert heads(remote) == ""


def test_commits_of_others_are_refused_by_name(root: Path, remote: Path, tmp_path: Path) -> None:
    deploy(built(root), root)
    commit_by_hand(remote, tmp_path / "other")
    before = heads(remote)
    with pytest.raises(OutputError, match="“Create CNAME” by Editor"):
        deploy(built(root, {"index.html": b"new"}), root)
    assert heads(remote) == before


def commit_by_hand(remote: Path, folder: Path) -> None:
    git(remote.parent, "clone", "--quiet", "-b", "gh-pages", str(remote), str(folder))
    (folder / "CNAME").write_text("example.org")
    git(folder, "add", "CNAME")
    git(folder, "commit", "--quiet", "-m", "Create CNAME")
    git(folder, "push", "--quiet", "origin", "gh-pages")


def test_commits_of_others_that_are_adopted_stay_in_the_history(root: Path, remote: Path, tmp_path: Path) -> None:
    deploy(built(root), root)
    commit_by_hand(remote, tmp_path / "other")
    assert deploy(built(root), root, adopt=True).removed == ("CNAME",)
    subjects = git(remote, "log", "--format=%s", "gh-pages").splitlines()
    assert subjects == ["Publish the digest", "Create CNAME", "Publish the digest"]
    assert deploy(built(root), root).empty


def test_a_push_that_the_remote_refuses_changes_nothing(root: Path, remote: Path) -> None:
    deploy(built(root), root)
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    before = heads(remote)
    with pytest.raises(OutputError, match="the push was refused"):
        deploy(built(root, {"index.html": b"new"}), root)
    assert heads(remote) == before


def test_only_our_files_are_pushed_as_we_made_them(root: Path, remote: Path) -> None:
    out = built(root)
    put(out, "notes/private.txt", "mine")
    assert deploy(out, root).left_out == ("notes/private.txt",)
    assert "notes/private.txt" not in published(remote)


def test_the_editors_repository_is_not_touched(root: Path) -> None:
    put(root, "draft.md", "x")
    git(root, "add", "draft.md")
    git(root, "commit", "--quiet", "-m", "mine")
    git(root, "branch", "gh-pages")
    before = (git(root, "for-each-ref"), git(root, "status", "--porcelain"))
    out = built(root)
    deploy(out, root)
    assert (git(root, "for-each-ref"), git(root, "status", "--porcelain").replace("?? public/", "").strip()) == before


def test_a_remote_by_its_address_and_another_branch(root: Path, remote: Path) -> None:
    git(root, "remote", "remove", "origin")
    assert deploy(built(root), root, str(remote), "pages").pushed
    assert "index.html" in published(remote, "pages")


@pytest.mark.parametrize(
    ("remote_name", "branch", "words"),
    [
        ("upstream", "gh-pages", "there is no remote 'upstream'"),
        ("--upload-pack=touch x", "gh-pages", "there is no remote"),
        ("/no/such/place.git", "gh-pages", "cannot be reached"),
        ("https://user:secret@127.0.0.1:1/x.git", "gh-pages", "https://127.0.0.1:1/x.git cannot be reached"),
        ("origin", "main", "the branch that you are working on"),
        ("origin", "-f", "cannot be the name of a branch"),
        ("origin", "a..b", "cannot be the name of a branch"),
    ],
)
def test_what_cannot_be_is_one_sentence(root: Path, remote_name: str, branch: str, words: str) -> None:
    with pytest.raises(OutputError, match=words.replace("(", r"\(")) as caught:
        deploy(built(root), root, remote_name, branch)
    assert "secret" not in str(caught.value)


def test_without_a_built_site(root: Path) -> None:
    with pytest.raises(OutputError, match="no built site"):
        deploy(root / "public", root)


# ------------------------------------------------------------------------------------------------ the command


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], prog_name="sitegen", catch_exceptions=False)


def test_the_command_builds_and_shows_what_it_pushes(root: Path, remote: Path) -> None:
    put(root, "content/clippings/a.md", clipping("FPT và Viettel hợp tác", date="2025-03-13"))
    dry = call("-C", root, "deploy", "--dry-run", "--base-url", "https://example.org/digest/")
    assert dry.exit_code == 0
    assert "  + 404.html" in dry.stdout
    assert "Not pushed." in dry.stdout
    result = call("-C", root, "deploy", "--base-url", "https://example.org/digest/")
    assert "Pushed" in result.stdout
    assert published(remote) == tree(root / "public")
    assert "nothing to push" in call("-C", root, "deploy", "--base-url", "https://example.org/digest/").stdout


def test_a_failing_build_is_not_pushed(root: Path, remote: Path) -> None:
    put(root, "content/clippings/a.md", clipping("FPT và Viettel hợp tác"))
    assert call("-C", root, "deploy").exit_code == 0
    before = heads(remote)
    put(root, "content/clippings/b.md", "---\ntitel: x\n---\n\nx")
    result = call("-C", root, "deploy")
    assert result.exit_code == 1
    assert "content/clippings/b.md:2" in result.stderr
    assert heads(remote) == before
