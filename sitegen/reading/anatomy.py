"""The parts of a raw clipping: title, captions, lead, body, byline, source, leftovers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.core.model import Part, PartRole, Span
from sitegen.core.text import new_tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROSE = (PartRole.LEAD, PartRole.BODY)
_MAX_TITLE = 220  # characters
_TITLE_WORDS = range(3, 36)
_SHORT_TITLE = 5
_LONG_TITLE = 22  # words; a line over it that begins with a date is a lead
_CAPTION_WORDS = 60
_GLUE = re.compile(r"(?<=[^\s,;:]) {2,}(?=\S)")
_MOST_DATED = 40  # characters from "Ngày" to the end of a date
_END_CLOSERS = "\"'”’»)]"
_CAPITALS = "".join(char for char in map(chr, range(0x1F00)) if char.isupper())
_NAME = rf"[{_CAPITALS}][\w.’']*"
_NAME_LINE = re.compile(rf"{_NAME}(?: {_NAME}){{0,5}} ?")  # one way to match: where blanks may lack there are millions
_STUCK = re.compile(rf"(?<=[^\W\d_{_CAPITALS}])(?=[{_CAPITALS}][^\W\d_{_CAPITALS}])")
_ASKED = re.compile(rf"(?<= )[^\W\d_{_CAPITALS}][^\W\d_]*[?!](?=[{_CAPITALS}])")  # not "Yahoo!Japan"
_INITIALLED = re.compile(rf"[{_CAPITALS}]\.[ ]?{_NAME}(?: {_NAME}){{0,2}}")
_FIRST_WORD = re.compile(r"\w+")
_OFFICE = re.compile(rf"(?:{_NAME} ){{1,4}}{_NAME}(?:,| [-–—(])|(?:{_NAME} ){{2,4}}{_NAME}$")
_DATE = r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?"
_STAMP = re.compile(rf".{{0,30}}(?:{_DATE}|\d{{1,2}}:\d{{2}}).{{0,30}}")
_GLUED_BYLINE = re.compile(rf"[.!?…][”\"’»]?[ ]?({_NAME}(?: {_NAME}){{1,3}})$")


class Cues(Struct, frozen=True):
    """The words that tell parts apart, compiled. Made by `cues_from`; matches against `new_tone` text."""

    credit: re.Pattern[str]
    opening: tuple[tuple[float, re.Pattern[str]], ...]
    inside: tuple[tuple[float, re.Pattern[str]], ...]
    caption_from: float
    speaker: re.Pattern[str]
    speaker_points: float
    when: re.Pattern[str]
    dated: re.Pattern[str]
    going_on: re.Pattern[str]
    when_points: float
    where: re.Pattern[str]
    where_points: float
    source: re.Pattern[str]
    source_after: re.Pattern[str]
    outlet: re.Pattern[str]
    tail: re.Pattern[str]
    byline: re.Pattern[str]
    not_byline: re.Pattern[str]
    leftover: re.Pattern[str]
    leftover_line: re.Pattern[str]
    section: re.Pattern[str]
    stamp: re.Pattern[str]
    dateline: re.Pattern[str]


def cues_from(lists: Mapping[str, Any]) -> Cues:
    """Compile what `knowledge/anatomy.yaml` holds. Raises KeyError or ValueError where a list is missing or wrong."""
    return Cues(
        credit=_words(lists["credit"]),
        opening=_points(lists["opening"], r"[\"“(*\s]*"),
        inside=_points(lists["inside"]),
        caption_from=float(lists["caption_from"]),
        speaker=_words(lists["speakers"], r"\s*"),
        speaker_points=float(lists["speaker_points"]),
        when=re.compile(rf"{_words(lists['when']).pattern}\s*(?:\(?{_DATE}|\d{{4}})\)?$"),
        dated=re.compile(rf"{_words(lists['when']).pattern}\s*\(?{_DATE}"),
        going_on=re.compile(rf"{_words(lists['going_on']).pattern}$"),
        when_points=float(lists["when_points"]),
        where=re.compile(rf"{_words(lists['where']).pattern} [^,.:;?!]{{3,60}}$"),
        where_points=float(lists["where_points"]),
        source=_words(lists["source"], r"[(*\s]*"),
        source_after=_words(lists["source_after"], r"[(*\s]*"),
        outlet=_words(lists["outlets"], r"[(*\s]*"),
        tail=re.compile(rf"(?:{_words(lists['when']).pattern})?[\s(,]*(?<!\d){_DATE}"),
        byline=_words(lists["byline"]),
        not_byline=_words(lists["not_byline"]),
        leftover=_words(lists["leftover"], r"[\s•*>-]*"),
        leftover_line=re.compile(rf"[\s•*>-]*{_words(lists['leftover_lines']).pattern}[\s:.]*$"),
        section=re.compile(rf"[\s•*>-]*{_words(lists['sections']).pattern}[\s:.]*$"),
        stamp=_words(lists["stamps"]),
        dateline=re.compile(
            rf" (?=\({_words([*lists['datelines'], *lists['dateline_codes']]).pattern}\) ?[-–—] )"
            rf"| (?={_words(lists['dateline_codes']).pattern} ?[-–—] )"
        ),
    )


def _words(words: Sequence[str], before: str = "") -> re.Pattern[str]:
    ordered = sorted({new_tone(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile(rf"{before}(?<!\w)(?:{'|'.join(map(_whole, ordered))})")


def _whole(word: str) -> str:
    return re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "")


def _points(groups: Mapping[str, Sequence[str]], before: str = "") -> tuple[tuple[float, re.Pattern[str]], ...]:
    found = [(float(points), _words(words, before)) for points, words in groups.items()]
    return tuple(sorted(found, key=lambda group: -group[0]))


class _Line(Struct, frozen=True):
    """A line that is not blank: where it stands, its words, and its form for matching."""

    span: Span
    text: str
    key: str
    words: int

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence or goes on: not as titles and most captions do."""
        last = self.text.rstrip(_END_CLOSERS + " ")[-2:]
        return last[-1:] in (",", ";", ":") or (last[-1:] == "." and last != "..")


def anatomy(text: str, cues: Cues, heading: Span | None = None) -> tuple[Part, ...]:
    """The parts of a clipping's text, line by line in order, without overlap; each says how sure it is.

    `heading`: where the author's own markup says that the title stands. Linear in the length of the text.
    """
    lines = _lines(text, heading.end if heading else 0)
    head = [Part(PartRole.TITLE, heading)] if heading else _head(text, lines, cues)
    body_start = head[-1].span.end if head else 0
    rest = [line for line in lines if line.span.start >= body_start]
    roles = _roles(rest, cues, titled=any(part.role is PartRole.TITLE for part in head))
    return (*head, *_parts(text, rest, roles, cues))


def beside_prose(parts: Sequence[Part]) -> list[Part]:
    """The parts above or below all prose: what stands in its midst is of a table or a picture."""
    prose = [part.span for part in parts if part.role in PROSE]
    first, last = (prose[0].start, prose[-1].end) if prose else (0, 0)
    return [part for part in parts if part.span.end <= first or part.span.start >= last]


def title_of(parts: Sequence[Part]) -> Span | None:
    """Where the title stands, if there is one."""
    return next((part.span for part in parts if part.role is PartRole.TITLE), None)


def _lines(text: str, start: int) -> list[_Line]:
    found = []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            left = start + len(piece) - len(piece.lstrip())
            found.append(_line(text, Span(left, left + len(stripped))))
        start = end + 1
    return found


def _line(text: str, span: Span) -> _Line:
    piece = span.of(text)
    return _Line(span, piece, new_tone(piece[:600]), len(piece[:4000].split()))


# ------------------------------------------------------------------------------------------------ the head


def _head(text: str, lines: list[_Line], cues: Cues) -> list[Part]:
    """The title with what stands before it, or nothing; cuts a first line in which the lead is glued to the title."""
    skipped: list[Part] = []
    for place, line in enumerate(lines[:3]):
        if _is_leftover(line, cues) or (_is_stamp(line) and place < len(lines) - 1):
            skipped.append(Part(PartRole.LEFTOVER, line.span, 0.8))
            continue
        title = _title(text, line, lines[place + 1 :], cues)
        if title is None:
            return []
        if title.span != line.span:
            lines[place : place + 1] = [
                _line(text, title.span),
                _line(text, _trimmed(text, title.span.end, line.span.end)),
            ]
        return [*skipped, title]
    return []


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end)


def _title(text: str, line: _Line, following: Sequence[_Line], cues: Cues) -> Part | None:
    for glue in _GLUE.finditer(line.text[:_MAX_TITLE]):
        begin = _line(text, Span(line.span.start, line.span.start + glue.start()))
        if _after_glue(line.text[glue.end() :]) and _is_title(begin, cues):
            return Part(PartRole.TITLE, begin.span, 0.85)
    for end, start, begins in _stuck(line, cues):
        begin = _line(text, Span(line.span.start, line.span.start + end))
        lead = line.text[start:]
        anew = begins or cues.dated.match(new_tone(lead[:_MOST_DATED])) or _ends_here(text, begin, line, cues)
        if anew and _after_glue(lead) and _is_title(begin, cues):
            return Part(PartRole.TITLE, begin.span, 0.8)  # "làm chung hạ tầngNgày 14-4, tại ..."
    if not _is_title(line, cues) or not following:
        return None
    return Part(PartRole.TITLE, line.span, _sure(line, cues))


def _stuck(line: _Line, cues: Cues) -> list[tuple[int, int, bool]]:
    """Where a headline may end and a lead be stuck to it, and whether that is sure: "về bao nhiêu?Từ thỏi son", "sau 17
    năm (Dân trí) - Hệ thống"; two words in one say less.
    """
    head = line.text[:_MAX_TITLE]
    asked = [(one.end(), one.end(), True) for one in _ASKED.finditer(head)]
    papers = [(one.start(), one.end(), True) for one in cues.dateline.finditer(line.key[:_MAX_TITLE])]
    return sorted([*asked, *papers]) + [(one.start(), one.end(), False) for one in _STUCK.finditer(head)]


def _ends_here(text: str, begin: _Line, line: _Line, cues: Cues) -> bool:
    """Whether a headline may end in the middle of "trạm xạ trịNgười bệnh": two words, one of them with a mark, that
    lead to no name. "iPhone", "VietJet" and what the text writes so again ("FríoSur") go on.
    """
    first, second = begin.text.rpartition(" ")[2], _FIRST_WORD.match(line.text, len(begin.text))
    if second is None or (first.isascii() and second[0].isascii()) or text.count(first + second[0]) > 1:
        return False
    whole = first.islower() or not first.isascii()
    return whole and begin.words >= _SHORT_TITLE and line.is_sentence and cues.going_on.search(begin.key) is None


def _after_glue(lead: str) -> bool:
    """Whether what follows two blanks can be a lead: a capital, a quote or a bracket begins it, and it is long."""
    return len(lead.split(None, 8)) > 8 and (lead[0].isupper() or lead[0] in "“\"'‘(-–" or lead[0].isdigit())


def _is_title(line: _Line, cues: Cues) -> bool:
    if line.words not in _TITLE_WORDS or len(line.text) > _MAX_TITLE or line.is_sentence:
        return False
    if cues.source.match(line.key) or cues.credit.search(line.key):
        return False
    if line.words > _LONG_TITLE and (cues.dated.match(line.key) or line.text[-1] == "…"):
        return False
    if _is_capitals(line.text):
        return True
    return not _is_name_line(line, cues) and _caption_points(line, cues) < cues.caption_from


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(map(str.isupper, letters)) > 0.8 * len(letters) > 0


def _sure(line: _Line, cues: Cues) -> float:
    """From how far the line is from being a caption."""
    if _is_capitals(line.text):
        return 0.97
    margin = cues.caption_from - _caption_points(line, cues)
    return round(min(0.97, 0.62 + 0.1 * margin), 2)


def _caption_points(line: _Line, cues: Cues) -> float:
    """How much speaks for a caption: the best opening, the best word inside, and a headline's words against it."""
    points = next((worth for worth, words in cues.opening if words.match(line.key)), 0.0)
    if points and cues.where.search(line.key):
        points += cues.where_points
    hits = [worth for worth, words in cues.inside if words.search(line.key)]
    points += max(0.0, max(hits, default=0.0)) + min(0.0, min(hits, default=0.0))
    if cues.speaker.match(line.key) and _OFFICE.search(line.text):
        points += cues.speaker_points
    if cues.when.search(line.key):
        points += cues.when_points
    if line.text[-1] in "?!":
        points -= 2
    return points - (1.5 if re.search(r"\w: ", line.text) else 0.0)


# ------------------------------------------------------------------------------------------------ the rest


def _roles(lines: Sequence[_Line], cues: Cues, titled: bool) -> list[tuple[PartRole, float]]:
    roles = [_role(line, cues) for line in lines]
    for place, line in enumerate(lines[:2]):
        if _is_stamp(line) and place + 1 < len(lines):
            roles[place] = (PartRole.LEFTOVER, 0.8)
    _mark_tail(lines, roles, cues)
    for place, (role, _) in enumerate(roles):
        if role is PartRole.BODY:
            if titled and place == 0 and len(lines) > 2 and _is_name_line(lines[0], cues):
                roles[0] = (PartRole.BYLINE, 0.7)
                continue
            roles[place] = (PartRole.LEAD, 0.9 if lines[place].is_sentence else 0.6)
            break
    return roles


def _role(line: _Line, cues: Cues) -> tuple[PartRole, float]:
    if _is_leftover(line, cues):
        return PartRole.LEFTOVER, 0.9
    if line.words <= _CAPTION_WORDS and cues.credit.search(line.key):
        return PartRole.CAPTION, 0.95
    if line.words <= 12 and cues.source.match(line.key):
        return PartRole.SOURCE, 0.95
    if line.words <= _CAPTION_WORDS and not line.is_sentence and _caption_points(line, cues) >= cues.caption_from:
        return PartRole.CAPTION, 0.8
    if (
        line.words <= 30
        and line.is_sentence
        and line.text[-1] == "."
        and _caption_points(line, cues) >= cues.caption_from + 2
    ):
        return PartRole.CAPTION, 0.6
    return PartRole.BODY, 0.9


def _is_stamp(line: _Line) -> bool:
    """Whether the line is the date and time that a web page shows above an article."""
    return line.words <= 8 and not line.is_sentence and _STAMP.fullmatch(line.text) is not None


def _is_leftover(line: _Line, cues: Cues) -> bool:
    return line.words <= 60 and bool(cues.leftover.match(line.key) or cues.leftover_line.match(line.key))


def _mark_tail(lines: Sequence[_Line], roles: list[tuple[PartRole, float]], cues: Cues) -> None:
    """Names, sources and captions at the end: read upwards until a line is prose."""
    section = next((n for n, line in enumerate(lines) if n and cues.section.match(line.key)), None)
    if section is not None and all(line.words <= 30 for line in lines[section:]):
        for place in range(section, len(lines)):
            roles[place] = (PartRole.LEFTOVER, 0.8)
    last = len(lines) - 1
    byline = next((n for n in range(last, max(0, last - 8), -1) if _closes(lines[n], roles[n][0], cues)), None)
    if byline is not None and all(line.words <= _CAPTION_WORDS for line in lines[byline + 1 :]):
        for place in range(byline + 1, last + 1):
            if roles[place][0] is PartRole.BODY:
                roles[place] = (PartRole.CAPTION, 0.75)
        if roles[byline][0] is PartRole.BODY:
            source = cues.source_after.match(lines[byline].key)
            roles[byline] = (PartRole.SOURCE, 0.9) if source else (PartRole.BYLINE, 0.9)
        if byline > 1 and roles[byline - 1][0] is PartRole.BODY and _is_name_line(lines[byline - 1], cues):
            roles[byline - 1] = (PartRole.BYLINE, 0.8)
        return
    for place in range(last, 0, -1):
        if roles[place][0] is PartRole.BODY:
            if lines[place].is_sentence or lines[place].words > 35 or lines[place].text[-1] in '!?…"”':
                return
            roles[place] = (PartRole.CAPTION, 0.6)


def _closes(line: _Line, role: PartRole, cues: Cues) -> bool:
    return role is PartRole.SOURCE or (role is PartRole.BODY and _is_name_line(line, cues))


def _is_name_line(line: _Line, cues: Cues) -> bool:
    """Whether the line is names of people alone, as under an article."""
    if line.words > 9 or len(line.text) > 60 or line.text[-1] in ":;?!":
        return False
    if _INITIALLED.fullmatch(line.text):  # "V.TRƯỜNG SƠN" is no school
        return True
    if cues.not_byline.search(line.key):
        return False
    names = cues.byline.sub(lambda found: " " * len(found.group()), line.key)
    kept = "".join(char if key != " " else " " for char, key in zip(line.text, names, strict=False))
    kept = " ".join(re.sub(r"[()*,/]", " ", kept).split())
    if not kept:
        return any(char.isalpha() for char in line.text)
    return (
        len(kept.split()) <= 6 and _NAME_LINE.fullmatch(kept) is not None and not (kept.endswith(".") and " " in kept)
    )


def _parts(text: str, lines: Sequence[_Line], roles: Sequence[tuple[PartRole, float]], cues: Cues) -> list[Part]:
    found = []
    last_prose = max((n for n, (role, _) in enumerate(roles) if role in (PartRole.BODY, PartRole.LEAD)), default=-1)
    for place, (line, (role, sure)) in enumerate(zip(lines, roles, strict=True)):
        glued = _glued_byline(text, line, cues) if place == last_prose else None
        if glued:
            body_end = line.span.start + len(text[line.span.start : glued.start].rstrip())
            found += [Part(role, Span(line.span.start, body_end), sure), Part(PartRole.BYLINE, glued, 0.7)]
        else:
            found.append(Part(role, line.span, sure))
    return found


def _glued_byline(text: str, line: _Line, cues: Cues) -> Span | None:
    """The name at the end of the last paragraph, behind its final point."""
    tail = max(line.span.start, line.span.end - 48)
    match = _GLUED_BYLINE.search(text[tail : line.span.end])
    if match is None or not match[1]:
        return None
    span = Span(tail + match.start(1), line.span.end)
    return span if _is_name_line(_line(text, span), cues) else None
