"""The output folder: only bytes that differ are written, only files of our own are removed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.core.errors import OutputError, Problem, Where
from sitegen.core.report import WriteReport
from sitegen.publishing import manifest
from sitegen.publishing.earlier import Earlier
from sitegen.publishing.manifest import Ledger, Made, Plan
from sitegen.publishing.paths import Paths
from sitegen.publishing.swap import Swap, recover

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.core.model import Planned

_NO_PLAN = Plan()
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_STAGING = ".sitegen-new"
_EARLIER = ".sitegen-earlier"
_FEW = 1000  # files: a twin of so many is quickly made anew; of a larger site the one before is kept


def write(
    planned: Iterable[Planned], out: Path, memory: Path | None = None, inputs: str = "", plan: Plan = _NO_PLAN
) -> WriteReport:
    """Bring the folder `out` to what is planned; files of others in it stay.

    `memory` is a folder for what makes the next run quick; without it bytes are compared. `inputs` names all that the
    plan was made from, for `is_current`, and `plan` is given back by `last_plan`. Everything is rendered before the
    first file changes, and every exception of a `make` passes through with the folder untouched. Raises OutputError.
    """
    with _exclusive(out, memory), _as_output_error(out):
        place = os.path.realpath(out)
        staging = _staging(Path(place), memory)
        recover(place, staging)
        swap = Swap(place, staging, _earlier(staging, memory), at_once=not _is_private(place, memory))
        try:
            return _written(planned, swap, manifest.load(out, _ledger(out, memory)), _ledger(out, memory), inputs, plan)
        except BaseException:
            if not os.path.exists(f"{staging}/journal"):  # noqa: PTH110
                swap.forget()
            raise


def mend(out: Path, memory: Path | None = None) -> None:
    """Finish what a run that died had begun to put into `out`, so that it holds one whole site. Raises OutputError."""
    place = os.path.realpath(out)
    if os.path.exists(_staging(Path(place), memory)):  # noqa: PTH110
        with _exclusive(out, memory), _as_output_error(out):
            recover(place, _staging(Path(place), memory))


def is_current(out: Path, memory: Path, inputs: str) -> WriteReport | None:
    """A report of nothing to do, if `out` was made from the same inputs and every file lies as we left it."""
    ledger = manifest.load(out, _ledger(out, memory))
    if not inputs or ledger.inputs != inputs or os.path.exists(_staging(Path(os.path.realpath(out)), memory)):  # noqa: PTH110
        return None
    folder = os.fspath(out)
    if all(made.lies_untouched(f"{folder}/{path}") for path, made in ledger.files.items()):
        return WriteReport(unchanged=len(ledger.files))
    return None


def last_plan(out: Path, memory: Path) -> tuple[Plan, dict[str, str]]:
    """The plan that `out` was last made by, and the key of each of its files by path; nothing where that is unknown."""
    ledger = manifest.load(out, _ledger(out, memory))
    return ledger.plan, {path: made.key for path, made in ledger.files.items()}


def _written(
    planned: Iterable[Planned], swap: Swap, before: Ledger, ledger: Path | None, inputs: str, plan: Plan
) -> WriteReport:
    files: dict[str, Made] = {}
    unchanged = 0
    paths = Paths()
    empty = not os.path.lexists(swap.out)
    for one in planned:
        paths.check(one.path)
        old = before.files.get(one.path)
        made = _stay(one, old, swap.out) or _make(one, swap, empty)
        unchanged += made.size >= 0
        files[one.path] = made
    written = tuple(sorted(swap.put))
    swap.remove = sorted(
        path for path, old in before.files.items() if path not in files and _is_ours(path, old, swap.out)
    )
    removed = tuple(swap.remove)
    swap.keeps = len(files) > _FEW
    swap.finish(manifest.manifest_bytes(files))
    _remember(files, before, swap.out, ledger, inputs, plan)
    return WriteReport(written, removed, unchanged)


def _stay(plan: Planned, old: Made | None, out: str) -> Made | None:
    """The file as it is, if it was made for the same key and nobody touched it: then it need not even be rendered."""
    if old is not None and old.key == plan.key and plan.key and old.lies_untouched(f"{out}/{plan.path}"):
        return old
    return None


def _make(plan: Planned, swap: Swap, empty: bool) -> Made:
    """Render; leave a file with the same bytes alone, lay any other ready (its size and time are not known yet).

    `empty`: there is no output folder yet, so nothing to look at.
    """
    content = plan.make()
    digest = _digest(content)
    target = f"{swap.out}/{plan.path}"
    if not empty and _same(target, content):
        status = os.lstat(target)
        return Made(digest, plan.key, status.st_size, status.st_mtime_ns)
    swap.stage(plan.path, content)
    return Made(digest, plan.key)


def _same(path: str, content: bytes) -> bool:
    try:
        if os.lstat(path).st_size != len(content) or os.path.islink(path):  # noqa: PTH114
            return False
        handle = os.open(path, _READING)
    except OSError:
        return False
    try:
        return os.read(handle, len(content) + 1) == content
    except OSError:
        return False
    finally:
        os.close(handle)


def _is_ours(path: str, old: Made, out: str) -> bool:
    """Whether the file that is no longer made still has the bytes that we gave it; else somebody made it theirs."""
    place = f"{out}/{path}"
    try:
        Paths().check(path)  # a manifest that was tampered with must not make us reach outside
        if old.lies_untouched(place):
            return True
        return not Path(place).is_symlink() and _digest(Path(place).read_bytes()) == old.digest
    except (OSError, OutputError):
        return False


def _remember(files: dict[str, Made], before: Ledger, out: str, ledger: Path | None, inputs: str, plan: Plan) -> None:
    done = {path: made if made.size >= 0 else _stamped(made, f"{out}/{path}") for path, made in files.items()}
    now = Ledger(done, inputs, plan)
    if now != before:
        manifest.save(now, ledger)


def _stamped(made: Made, path: str) -> Made:
    status = os.lstat(path)
    return Made(made.digest, made.key, status.st_size, status.st_mtime_ns)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _name(out: Path) -> str:
    """A name for an output folder, by its place as seen from here: two folders of one site have two ledgers."""
    return blake2b(os.fsencode(os.path.realpath(out)), digest_size=6).hexdigest()


def _is_private(place: str, memory: Path | None) -> bool:
    """Whether the folder is a preview: nobody visits it while it is written, and saving must be quick."""
    return memory is not None and Path(place).is_relative_to(os.path.realpath(memory))


def _ledger(out: Path, memory: Path | None) -> Path | None:
    return memory / f"output-{_name(out)}" if memory else None


def _staging(out: Path, memory: Path | None) -> str:
    """A folder on the file system of `out`, out of sight of visitors where that can be had."""
    parent = next(folder for folder in (out, *out.parents) if folder.exists())
    device = parent.stat().st_dev
    for folder in filter(None, (memory, out.parent)):
        if folder.is_dir() and folder.stat().st_dev == device and os.access(folder, os.W_OK):
            return str(folder / f"{_STAGING}-{_name(out)}")
    return str(out / f"{_STAGING}-{_name(out)}")


def _earlier(staging: str, memory: Path | None) -> Earlier | None:
    """Where the site that is replaced may stay: in the memory, if that is on the same file system."""
    if memory is None or Path(staging).parent != memory:
        return None
    return Earlier(staging.replace(_STAGING, _EARLIER))


@contextmanager
def _exclusive(out: Path, memory: Path | None) -> Iterator[None]:
    """One run at a time writes to a folder; another waits. The lock dies with its process."""
    try:
        import fcntl

        if memory is None:
            raise ImportError
        memory.mkdir(parents=True, exist_ok=True)
        file = (memory / f"output-{_name(out)}.lock").open("w")
    except (ImportError, OSError):  # no locks here: the journal still keeps the folder whole
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _as_output_error(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error.__class__.__name__
        place = os.path.relpath(error.filename, out) if error.filename else out.name
        hint = "check the free space and the permissions of the output folder; the site there is whole, build again"
        raise OutputError(Problem(Where(str(place)), f"the output cannot be written: {reason}", hint)) from error
