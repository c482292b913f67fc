"""Subsidiaries: companies of a group whose name they carry, told apart where the text says to whom they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from sitegen.core.model import Kind, Mention
from sitegen.extraction.annotate import Sentence
from sitegen.extraction.leadins import is_led_in
from sitegen.extraction.lexicon import Lexicon
from sitegen.extraction.linking import Key, identity, is_local_branch, link
from sitegen.extraction.tokens import Token, phrase, place_of

_GAP = 20  # words between a company and the group that it belongs to
_BEFORE = 4  # words between "thành viên của" and the name: the designator of the group
_STOPS = frozenset(".;")
_WORDS = 12  # of a name that are compared
_TAIL = 3  # words at the end that tell a longer form of a name


class Apart(Struct, frozen=True):
    """For the key of each subsidiary those of its groups.

    `own`: those that the registry would take for the group; `forms`: the name that each further form stands for.
    """

    groups: Mapping[Key, Set[Key]]
    own: frozenset[Key]
    forms: Mapping[Key, Key]

    def parts(self, first: Set[Key], second: Set[Key]) -> bool:
        """Whether one has a name of a subsidiary and the other one of its group."""
        return bool(self.groups) and (self._is_of(first, second) or self._is_of(second, first))

    def _is_of(self, ones: Set[Key], others: Set[Key]) -> bool:
        return any(not self.groups[key].isdisjoint(others) for key in ones & self.groups.keys())


def declared(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> Apart:
    """Who belongs to whom by the words of the article: "X (ABC), công ty thành viên của Y (DEF)"."""
    groups: dict[Key, set[Key]] = defaultdict(set)
    for sentence in sentences:
        named = [one for one in sentence.mentions if one.kind is Kind.ORG]
        for members, owners in _pairs(sentence.tokens, named, lexicon):
            keys = {_key(one, text, lexicon) for one in owners}
            for member in members:
                key = _key(member, text, lexicon)
                if key not in keys and not is_local_branch(phrase(member.span.of(text)), lexicon):
                    groups[key] |= keys
    return _spread(groups, sentences, text, lexicon) if groups else Apart({}, frozenset(), {})


def _key(mention: Mention, text: str, lexicon: Lexicon) -> Key:
    return identity(phrase(mention.span.of(text)), lexicon)[1]


def _spread(groups: Mapping[Key, Set[Key]], sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> Apart:
    """The same for the shorter and longer forms of the members, and which of all these the registry misleads about."""
    tails = {key[-size:]: key for key in groups for size in range(1, min(_WORDS, len(key)) + 1)}
    partners = dict(_links(sentences, text, lexicon))
    forms: dict[Key, Key] = {}
    for key in partners.keys() - groups.keys():
        whole = tails.get(key) or (tails.get(key[-_TAIL:]) if len(key) > _TAIL else None)
        if whole is not None and not _is_part(key, groups[whole]):
            forms[key] = whole
    spread = {**groups, **{key: groups[whole] for key, whole in forms.items()}}
    own = {
        key
        for key, parents in spread.items()
        if partners.get(key) and partners[key] in {partners.get(one) for one in parents}
    }
    return Apart(spread, frozenset(own), forms)


def _links(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> Iterator[tuple[Key, str | None]]:
    named = (one.span.of(text) for each in sentences for one in each.mentions if one.kind is Kind.ORG)
    for surface in dict.fromkeys(named):
        tokens = phrase(surface)
        linked = link(tokens, lexicon)
        yield identity(tokens, lexicon)[1], linked.partner if linked else None


def _is_part(key: Key, parents: Set[Key]) -> bool:
    """Whether a form is the end of what the group is called, too: it tells nothing."""
    return any(parent[-len(key) :] == key or parent[: len(key)] == key for parent in parents)


def _pairs(
    tokens: Sequence[Token], named: Sequence[Mention], lexicon: Lexicon
) -> Iterator[tuple[Sequence[Mention], Sequence[Mention]]]:
    """Members and their group, each with its abbreviation in brackets."""
    for at in range(1, len(named)):
        first = place_of(tokens, named[at].span.start)
        if not is_led_in(tokens[max(0, first - _BEFORE) : first], (lexicon.belonging,), lexicon):
            continue
        member = named[at - 1]
        end = place_of(tokens, member.span.end)
        between = {token.text for token in tokens[end:first]}
        if first - end > _GAP or between & _STOPS:
            continue
        members = named[at - 2 : at] if at > 1 and _is_bracketed(tokens, named[at - 2], member) else [member]
        after = named[at + 1 : at + 2]
        yield members, [named[at], *(one for one in after if _is_bracketed(tokens, named[at], one))]


def _is_bracketed(tokens: Sequence[Token], name: Mention, short: Mention) -> bool:
    first, last = place_of(tokens, name.span.end), place_of(tokens, short.span.start)
    return [token.text for token in tokens[first:last]] == ["("]
