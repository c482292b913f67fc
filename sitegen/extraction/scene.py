"""The scene: one article prepared for judging - its sentences, names, dates, sums, and where cue words stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from sitegen.core.model import DealKind, Kind, Mention, Part, PartRole, Span
from sitegen.core.text import match_key
from sitegen.extraction.annotate import Sentence, annotate
from sitegen.extraction.dates import DateMention
from sitegen.extraction.gazetteer import Hit, Listed
from sitegen.extraction.kindwords import KindHit, kind_words
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.money import MoneyMention
from sitegen.extraction.organisations import Organisation, everyone, organisations
from sitegen.extraction.tokens import Token, place_of

_DESCRIPTION = 6  # words between "là" and what somebody is
_BESIDE = 2  # words from the end of a name to what it is, a comma between
_HEAD = 8  # words at the head of a sentence that may say that it goes back in time

Found = TypeVar("Found", DateMention, MoneyMention)

_OPENING = 12  # characters before a year at the head of a sentence: "Trước đó, "
_UNSIGNING = frozenset((Kind.PERSON, Kind.PLACE))  # "Trương Vĩnh Ký" signs nothing; an organisation may be cut too long
_AT = 3  # words from "tại" to a place: "tại trụ sở TP.HCM"
_NEAR = 20  # characters between the verb of signing and the period


class Scene(Struct, frozen=True, dict=True):
    """Everything that the judges look at. Numbers of sentences are places in `sentences`."""

    text: str
    sentences: Sequence[Sentence]
    organisations: Sequence[Organisation]
    lexicon: Lexicon

    @cached_property
    def signing(self) -> list[list[str]]:
        """The words of agreement in each sentence, those of names left out: "đường Trương Vĩnh Ký"."""
        return [
            [hit.value for hit in self.lexicon.signing.find(one.tokens) if self._named(one, hit) not in _UNSIGNING]
            for one in self.sentences
        ]

    @cached_property
    def strong(self) -> list[bool]:
        """Whether a sentence has a word that hardly speaks of anything but an agreement."""
        return [bool(self.bonds(number)) for number in range(len(self.sentences))]

    def bonds(self, number: int) -> list[Hit[str]]:
        """Such words of a sentence, without those that tell what somebody is: "là công ty liên doanh giữa A và B"."""
        one = self.sentences[number]
        hits = (hit for hit in self.lexicon.strong.find(one.tokens) if not self._is_standing(number, hit))
        return [hit for hit in hits if self._named(one, hit) not in _UNSIGNING]

    def _is_standing(self, number: int, hit: Hit[str]) -> bool:
        """Whether it tells of what there is: behind a copula, behind a name and a comma, or where a sentence begins."""
        if hit.value not in self.lexicon.standing:
            return False
        one = self.sentences[number]
        before = [token.key for token in one.tokens[max(0, hit.first - _DESCRIPTION) : hit.first]]
        beside = self._stands_beside(one, hit)
        return not self.lexicon.copulas.isdisjoint(before) or beside or (hit.first == 0 and one.role is PartRole.BODY)

    def _stands_beside(self, one: Sentence, hit: Hit[str]) -> bool:
        """Whether such a word only tells what the organisation before it is: "A, liên doanh giữa B và C, ..."."""
        if hit.first < _BESIDE or one.tokens[hit.first - 1].text != ",":
            return False
        end = one.tokens[hit.first - _BESIDE].end
        named = any(each.kind is Kind.ORG and each.span.end == end for each in one.mentions)
        return named and any(token.key in self.lexicon.openings for token in one.tokens[hit.last : hit.last + 1])

    @cached_property
    def objections(self) -> list[list[Hit[tuple[str, ...]]]]:
        """What each sentence holds against a deal, words of names left out: "Hàng không ký" does not say "không ký"."""
        return [
            [hit for hit in self.lexicon.against.find(one.tokens) if self._named(one, hit) is None]
            for one in self.sentences
        ]

    @staticmethod
    def _named(sentence: Sentence, hit: Hit[Any]) -> Kind | None:
        """What kind of name the words belong to, if to any."""
        span = Span(sentence.tokens[hit.first].start, sentence.tokens[hit.last - 1].end)
        at = bisect_left(sentence.mentions, span, key=lambda one: one.span)  # no two overlap
        near = sentence.mentions[max(0, at - 1) : at + 1]
        return next((one.kind for one in near if one.span.overlaps(span)), None)

    @cached_property
    def kind_words(self) -> list[list[KindHit]]:
        """The phrases of each sentence that name or hint at a kind of deal, words of names left out: "Vụ Hợp tác"."""
        return [
            [hit for hit in kind_words(one.tokens, self.lexicon) if not self._is_of_name(one, hit)]
            for one in self.sentences
        ]

    def _is_of_name(self, sentence: Sentence, hit: KindHit) -> bool:
        """Whether the words are of a name, be it one that was not found: "Ban Liên doanh"."""
        words = sentence.tokens[hit.first : hit.last]
        key = " ".join(token.key for token in words)
        standing = any(key.startswith(word) for word in self.lexicon.standing)
        capital = hit.first > 0 and words[0].shape == "Xx"
        return (standing and capital) or self._named(sentence, hit) is Kind.ORG

    def is_of_money(self, number: int) -> bool:
        """Whether a sentence speaks of stakes and rounds, if only by a hint."""
        return self.speaks_of(number, DealKind.INVESTMENT_MA)

    def speaks_of(self, number: int, *kinds: DealKind) -> bool:
        """Whether a sentence has a word for one of these kinds of deal, if only a hint."""
        return any(heard.rstrip("?") in kinds for hit in self.kind_words[number] for heard in hit.value)

    @cached_property
    def past(self) -> list[bool]:
        """Whether a sentence opens by going back in time, to an older year too: "Năm 2009, A là đối tác"."""
        older = self._of_older_years()
        return [
            self._goes_back(one, self.lexicon.background) or number in older
            for number, one in enumerate(self.sentences)
        ]

    def _of_older_years(self) -> set[int]:
        """The sentences that open with a year before the latest one of a day in the title or the lead."""
        days = [one.date.year or 0 for number, one in self.dates if one.form == "day" and self.zones[number] in "TL"]
        latest = max(days, default=0)
        return {
            number
            for number, one in self.dates
            if one.form == "year"
            and (one.date.year or latest) < latest
            and one.span.start - self.sentences[number].span.start < _OPENING
        }

    @cached_property
    def earlier(self) -> list[bool]:
        """Whether a sentence opens by telling what was before the news."""
        return [self._goes_back(one, self.lexicon.earlier) for one in self.sentences]

    def _goes_back(self, sentence: Sentence, words: Listed[str]) -> bool:
        """Whether such words open a sentence; "hai ngày trước đó" and "trước đó một tuần" are still of the news."""
        hits = words.find(sentence.tokens)
        return bool(hits) and hits[0].last <= _HEAD and not self.is_lately(sentence.tokens, hits[0])

    def is_lately(self, tokens: Sequence[Token], hit: Hit[str]) -> bool:
        """Whether a word for what was before has a count of days or weeks beside it: "hai ngày trước đó"."""
        if hit.value not in self.lexicon.counted_back:
            return False
        beside = (tokens[max(0, hit.first - 2) : hit.first], tokens[hit.last : hit.last + 2])
        return any(
            len(pair) == 2
            and (pair[0].shape == "d" or pair[0].key in self.lexicon.few)
            and pair[1].key in self.lexicon.spans
            for pair in beside
        )

    @cached_property
    def body(self) -> list[int]:
        """The sentences of lead and body, in order."""
        return [n for n, one in enumerate(self.sentences) if one.role in (PartRole.LEAD, PartRole.BODY)]

    @cached_property
    def lead(self) -> frozenset[int]:
        return frozenset(self.body[:2])

    @cached_property
    def early(self) -> frozenset[int]:
        return frozenset(self.body[:4])

    @cached_property
    def crowd(self) -> dict[int, int]:
        """How many organisations each sentence names."""
        count: dict[int, set[int]] = {}
        for place, one in enumerate(self.organisations):
            for number, _ in one.mentions:
                count.setdefault(number, set()).add(place)
        return {number: len(places) for number, places in count.items()}

    @cached_property
    def dates(self) -> list[tuple[int, DateMention]]:
        """(sentence number, date), in order of the text."""
        return self._placed(self.lexicon.dates.find(self.text))

    @cached_property
    def sums(self) -> list[tuple[int, MoneyMention]]:
        """(sentence number, sum), in order of the text."""
        return self._placed(self.lexicon.money.find(self.text))

    def _placed(self, found: Sequence[Found]) -> list[tuple[int, Found]]:
        placed: list[tuple[int, Found]] = []
        number = 0
        for one in found:
            while number < len(self.sentences) - 1 and self.sentences[number].span.end <= one.span.start:
                number += 1
            if self.sentences and self.sentences[number].span.overlaps(one.span):
                placed.append((number, one))
        return placed

    @cached_property
    def zones(self) -> list[str]:
        """Where each sentence stands: T(itle), C(aption), L(ead), S(igning sentence of the body) or B(ody)."""
        return [self._zone(number) for number in range(len(self.sentences))]

    def _zone(self, number: int) -> str:
        role = self.sentences[number].role
        if role is PartRole.TITLE:
            return "T"
        if role is PartRole.CAPTION:
            return "C"
        if number in self.lead:
            return "L"
        return "S" if self.strong[number] else "B"

    def tells_where(self, number: int, span: Span) -> bool:
        """Whether a place is where things happen: "tại huyện X" says nothing of the office of X."""
        before, _ = self.words_around(number, span, _AT, 0)
        return any(token.key in self.lexicon.at_words for token in before)

    def words_around(self, number: int, span: Span, before: int, after: int) -> tuple[Sequence[Token], Sequence[Token]]:
        """The tokens of a sentence before and after a stretch of it."""
        tokens = self.sentences[number].tokens
        first, last = place_of(tokens, span.start), place_of(tokens, span.end)
        return tokens[max(0, first - before) : first], tokens[last : last + after]

    @cached_property
    def by_surface(self) -> dict[str, Organisation]:
        """The organisations by each of their names."""
        return everyone(self.organisations)

    @cached_property
    def running_year(self) -> int | None:
        """The year that the text looks back on as it goes: "2 tháng đầu năm 2018", unless it does so on several."""
        found = self.lexicon.date_phrases.running.finditer(self.text)
        years = {int(match["year"]) for match in found if not match["back"]}
        return years.pop() if len(years) == 1 else None

    @cached_property
    def event_years(self) -> dict[int, int]:
        """For sentences with dates, the year of what they say is held: "tại Hội nghị xúc tiến năm 2019, ngày 14-9"."""
        numbers = dict.fromkeys(number for number, _ in self.dates)
        found = {
            n: self.lexicon.date_phrases.event_of_year.search(self.sentences[n].span.of(self.text)) for n in numbers
        }
        told = {number: self._year_of_event(number) for number, match in found.items() if not match}
        return {n: int(match["year"]) for n, match in found.items() if match} | {
            number: year for number, year in told.items() if year
        }

    def _year_of_event(self, number: int) -> int | None:
        """The year of the fair that a sentence speaks of, where another one names it with its year, and no third."""
        called = {match_key(hit.value) for hit in self.lexicon.events.find(self.sentences[number].tokens)}
        years = {year for event in called for year in self._years_of_events.get(event, ())}
        return years.pop() if len(years) == 1 else None

    @cached_property
    def _years_of_events(self) -> dict[str, set[int]]:
        """The years in the names of what is held: "Hội chợ Sao Mai 2018"."""
        found: dict[str, set[int]] = {}
        for match in self.lexicon.date_phrases.event_of_year.finditer(self.text):
            found.setdefault(match_key(match["event"]), set()).add(int(match["year"]))
        return found

    @cached_property
    def days(self) -> dict[int, list[DateMention]]:
        """The days that each sentence names."""
        found: dict[int, list[DateMention]] = {}
        for number, mention in self.dates:
            if mention.form == "day":
                found.setdefault(number, []).append(mention)
        return found

    @cached_property
    def ceremony_year(self) -> int | None:
        """The year of what the signing was a part of, where a sentence of its own says so: "Lễ ký nằm trong khuôn khổ
        Triển lãm Hàng không Paris 2023".
        """
        for number, sentence in enumerate(self.sentences):
            if self.lexicon.ceremonies.find(sentence.tokens) and not (self.past[number] or self.earlier[number]):
                match = self.lexicon.date_phrases.event_of_year.search(sentence.span.of(self.text))
                if match:
                    return int(match["year"])
        return None

    @cached_property
    def period_start(self) -> int | None:
        """The first year of the period that an agreement is signed for ("ký kết hợp tác giai đoạn 2024-2027")."""
        for sentence, strong in zip(self.sentences, self.strong, strict=True):
            match = self.lexicon.date_phrases.period.search(sentence.span.of(self.text))
            if match is None:
                continue
            start = sentence.span.start + match.start()
            before = self.text[sentence.span.start : start]
            near = strong and any(
                0 <= start - sentence.tokens[hit.last - 1].end <= _NEAR
                for hit in self.lexicon.strong.find(sentence.tokens)
            )
            paper = near or bool(self.lexicon.papers.find(sentence.tokens))
            if near or (paper and self.lexicon.date_phrases.in_force.search(before)):
                return int(match[1])
        return None

    @cached_property
    def mentions(self) -> list[tuple[int, Mention]]:
        return [(number, mention) for number, one in enumerate(self.sentences) for mention in one.mentions]


def look(text: str, parts: Sequence[Part], lexicon: Lexicon) -> Scene:
    """Annotate a text and gather its organisations."""
    return set_scene(text, annotate(text, parts, lexicon), lexicon)


def set_scene(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> Scene:
    """The scene of a text whose names are found already."""
    return Scene(text, sentences, organisations(sentences, text, lexicon), lexicon)
