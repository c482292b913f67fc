"""Tiny whole sites: made, changed, looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

import sitegen
from sitegen.cli.app import app

BODY = (
    "Sáng 12/3/2025 tại Hà Nội, Tập đoàn FPT và Tập đoàn Viettel ký thỏa thuận hợp tác chiến lược về điện toán đám mây."
    "\n\nThỏa thuận có hiệu lực ba năm. Ông Nguyễn Văn An, Tổng Giám đốc FPT, cho biết hai bên cùng đầu tư 200 tỷ đồng."
)


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with what tells whether it was touched."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


def clipping(title: str, body: str = BODY, **front: str) -> str:
    """A clipping with front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f'---\ntitle: "{title}"\n{lines}---\n\n{body}\n'


def call(*arguments: str | Path) -> Result:
    """The same without a process: the command, its output and its exit code. A bug comes out as it is."""
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="sitegen", env={"SITEGEN_LANG": "en"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `sitegen` as a process of its own."""
    home = {"PYTHONPATH": str(Path(sitegen.__file__).parent.parent), "SITEGEN_LANG": "en"}
    command = [sys.executable, "-m", "sitegen", *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **home, **environment}, capture_output=True, text=True, check=False
    )
