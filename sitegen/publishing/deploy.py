"""A built site, pushed as one commit to a branch of any git remote.

The commit is made in a repository of its own that is thrown away: neither the editor's work tree nor their branches
are touched. Nothing is ever forced: a branch with commits of others is refused, or built upon when that is wanted.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.core.errors import OutputError, Problem, Where
from sitegen.publishing import manifest
from sitegen.publishing.git import Git
from sitegen.publishing.paths import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANCH = "gh-pages"
REMOTE = "origin"
_OURS = "Deployed-by: sitegen"
_MESSAGE = f"Publish the digest\n\n{_OURS}"
_NEW = "refs/heads/"
_SECRET = re.compile(r"(?<=://)[^/@]*@")


class Deployment(Struct, frozen=True):
    """What a deployment changed, or would change. `commit` is "" where there was nothing to change."""

    remote: str
    branch: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # files in the output folder that are not ours
    commit: str = ""
    pushed: bool = False

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def deploy(
    out: Path, site: Path, remote: str = REMOTE, branch: str = BRANCH, *, dry_run: bool = False, adopt: bool = False
) -> Deployment:
    """Push the files that we made in `out` to `branch` of `remote`, a remote of the repository around `site` or a URL.

    `dry_run` does everything but push. `adopt` builds upon commits of others; they stay in the history. Raises
    OutputError, with nothing pushed.
    """
    around = Git(site)
    address = _address(around, remote)
    _require_branch(around, branch)
    with tempfile.TemporaryDirectory(prefix="sitegen-deploy-") as folder:
        bare = Path(folder)
        git = Git(bare, {**around.reach(), **_committer(around)})
        git("init", "--quiet", "--bare", "--template=", "repository")
        git = Git(bare / "repository", git.settings)
        git("remote", "add", "origin", address)
        before = _fetched(git, branch, _shown(address))
        if before and not adopt:
            _require_ours(git, before, branch)
        with _ours(out, bare / "site") as (files, left_out):
            after = _committed(git, files, branch)
        return _pushed(git, _told(git, before, after, _shown(address), branch, left_out), dry_run)


def _address(around: Git, remote: str) -> str:
    known = around.ask("remote", "get-url", "--push", "--", remote)
    if known:
        return known if not _is_relative(known) else str((_top(around) / known).resolve())
    if "://" in remote or remote.startswith("/") or re.match(r"[\w.-]+@[\w.-]+:", remote):
        return remote
    hint = f"add it with `git remote add {REMOTE} URL`, or name a URL with --remote"
    raise OutputError(Problem(Where("git"), f"there is no remote {remote[:80]!r} here", hint))


def _is_relative(address: str) -> bool:
    return not address.startswith("/") and "://" not in address and ":" not in address


def _top(around: Git) -> Path:
    return Path(around("rev-parse", "--show-toplevel"))


def _require_branch(around: Git, branch: str) -> None:
    if branch.startswith("-") or around.ask("check-ref-format", f"refs/heads/{branch}") is None:
        raise OutputError(Problem(Where("--branch"), f"{branch[:80]!r} cannot be the name of a branch", "try gh-pages"))
    if around.ask("symbolic-ref", "--short", "HEAD") == branch:
        message = f"{branch!r} is the branch that you are working on"
        raise OutputError(Problem(Where("--branch"), message, "publish to another branch, such as gh-pages"))


def _committer(around: Git) -> dict[str, str]:
    name = around.ask("config", "user.name") or "sitegen"
    return {"user.name": name, "user.email": around.ask("config", "user.email") or "sitegen@localhost"}


def _fetched(git: Git, branch: str, shown: str) -> str:
    """The commit that the remote's branch is at; "" if it has no such branch."""
    hint = "check the address, and that you may write there"
    listed = git("ls-remote", "origin", f"refs/heads/{branch}", fault=f"{shown} cannot be reached", hint=hint)
    if not listed:
        return ""
    where = f"refs/remotes/origin/{branch}"
    git(
        "fetch",
        "--quiet",
        "--depth",
        "1",
        "origin",
        f"+refs/heads/{branch}:{where}",
        fault=f"{shown} cannot be read",
        hint=hint,
    )
    return git("rev-parse", where)


def _require_ours(git: Git, commit: str, branch: str) -> None:
    if _OURS in git("log", "-1", "--format=%B", commit).splitlines():
        return
    told = git("log", "-1", "--format=%h “%s” by %an", commit)
    message = f"{branch} on the remote ends with a commit that sitegen did not make: {told}"
    hint = "look at it; to publish on top of it (it stays in the history), deploy with --adopt"
    raise OutputError(Problem(Where("git"), message, hint))


@contextmanager
def _ours(out: Path, aside: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """A folder with the files of `out` that we made, as we made them, and the names of the others."""
    made = manifest.load(out, None).files
    if not made:
        raise OutputError.at(Where(out.name), "there is no built site here", "run `sitegen build` first")
    for path in (*made, MANIFEST):
        target = aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(out / path, target, follow_symlinks=False)
    found = {file.relative_to(out).as_posix() for file in out.rglob("*") if not file.is_dir()}
    yield aside, tuple(sorted(found - made.keys() - {MANIFEST}))


def _committed(git: Git, files: Path, branch: str) -> str:
    """A commit with exactly these files, on top of what was fetched."""
    git.run([sys.executable, "-m", "ghp_import", "--message", _MESSAGE, "--branch", branch, str(files.resolve())])
    return git("rev-parse", f"{_NEW}{branch}")


def _told(git: Git, before: str, after: str, remote: str, branch: str, left_out: tuple[str, ...]) -> Deployment:
    base = before or git("hash-object", "-w", "-t", "tree", "--stdin")  # of nothing: the empty tree
    listed = git("diff", "--name-status", "--no-renames", "-z", base, after).split("\0")
    changes = list(zip(listed[::2], listed[1::2], strict=False))
    added, changed, removed = (tuple(path for kind, path in changes if kind == letter) for letter in "AMD")
    told = Deployment(remote, branch, added, changed, removed, left_out)
    return told if told.empty else replace(told, commit=after)


def _pushed(git: Git, told: Deployment, dry_run: bool) -> Deployment:
    if dry_run or told.empty:
        return told
    hint = "somebody else published meanwhile, or you may not write there; nothing was changed, deploy again"
    name = f"{_NEW}{told.branch}"
    git("push", "--quiet", "origin", f"{told.commit}:{name}", fault="the push was refused", hint=hint)
    return replace(told, pushed=True)


def _shown(address: str) -> str:
    """An address without the password that may stand in it."""
    return _SECRET.sub("", address)
