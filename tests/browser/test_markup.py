"""The Nu HTML checker reads every page and style sheet of the digest."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from browser.served import MODULES, Site

JAR = MODULES / "vnu-jar/build/dist/vnu.jar"
# What the checker does not know: a source of CSP level 3 that WebAssembly needs, on the page of the search alone; that
# an English page about Vietnamese names is English.
UNKNOWN = ("wasm-unsafe-eval", "appears to be written in Vietnamese")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not JAR.is_file(), reason="vnu-jar is not here; tools/browser.sh fetches it by npm"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java on this machine"),
]

QUICK = ("-Xss1m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a few seconds of work repay no thorough compiling


def check(*arguments: str) -> list[str]:
    command = ["java", *QUICK, "-jar", str(JAR), "--format", "json", "--exit-zero-always", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return [f"{each.get('url', '').rpartition('/public/')[2]}: {each['message']}" for each in messages]


def test_every_page_is_clean(digest: Site) -> None:
    faults = check("--skip-non-html", str(digest.out))
    assert [fault for fault in faults if not any(each in fault for each in UNKNOWN)] == []
    assert {fault.partition(":")[0] for fault in faults if UNKNOWN[0] in fault} <= {
        "tim/index.html",
        "en/tim/index.html",
    }


def test_every_style_sheet_is_clean(digest: Site) -> None:
    sheets = sorted(map(str, digest.out.glob("assets/*.css")))
    assert sheets
    assert check("--css", *sheets) == []


def test_every_drawing_is_clean(digest: Site) -> None:
    drawings = sorted(map(str, digest.out.glob("assets/*.svg")))
    assert drawings
    assert check("--svg", *drawings) == []
