"""`make fuzz`: atheris feeds a target whatever reaches new code. Arguments: target, seconds, folder of its finds."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sitegen", "yaml", "markdown"]):
    from fuzz.targets import TARGETS


def main() -> None:
    name, seconds, finds = sys.argv[1:4]
    Path(finds).mkdir(parents=True, exist_ok=True)
    target = TARGETS[name]
    target(b"FPT and Viettel sign.")  # what is loaded once is not to be measured
    options = [
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=30",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
    ]
    kept = str(Path(__file__).parent / "corpus")
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={finds}/crash-{name}-", finds, kept], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
