"""Git, called as a program in one folder."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sitegen.core.errors import OutputError, Problem, Where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Settings of a repository that say how its remotes are reached.
_REACH = ("credential.", "http.", "https.", "url.", "core.sshcommand")


class Git(Struct, frozen=True):
    """Git in `folder`; `settings` are given to it by the environment, where no other program reads them."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, fault: str = "", hint: str = "") -> str:
        """What git prints. Raises OutputError with `fault` and what git says against it."""
        done = self._run(["git", *arguments])
        if done.returncode:
            said = _last_line(done.stderr) or f"git ended with {done.returncode}"
            raise OutputError(Problem(Where("git"), f"{fault or f'git {arguments[0]} failed'}: {said}", hint))
        return done.stdout.strip()

    def ask(self, *arguments: str) -> str | None:
        """What git prints; None if it answers no."""
        done = self._run(["git", *arguments])
        return None if done.returncode else done.stdout.strip()

    def run(self, command: Sequence[str]) -> str:
        """What another program that calls git prints. Raises OutputError."""
        done = self._run(command)
        if done.returncode:
            raise OutputError(Problem(Where("git"), f"{command[2]} failed: {_last_line(done.stderr)}", ""))
        return done.stdout

    def reach(self) -> dict[str, str]:
        """How this repository reaches its remotes, so that another one can do the same."""
        listed = self.ask("config", "--local", "--null", "--list") or ""
        pairs = (entry.partition("\n") for entry in listed.split("\0") if entry)
        return {name: value for name, _, value in pairs if name.lower().startswith(_REACH)}

    def _run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(  # noqa: S603 - a fixed program, arguments without a shell
                command,
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except FileNotFoundError:
            problem = Problem(Where("git"), "git is not installed", "install git, then deploy again")
            raise OutputError(problem) from None

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_DIR", "GIT_WORK_TREE"))}
        kept |= {"GIT_CONFIG_COUNT": str(len(self.settings)), "LC_ALL": "C", "LANGUAGE": ""}
        for number, (name, value) in enumerate(self.settings.items()):
            kept |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        return kept


def _last_line(text: str) -> str:
    """What matters of git's complaint: the line that is called fatal or rejected, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "!"))]
    return (telling or lines or [""])[0]
