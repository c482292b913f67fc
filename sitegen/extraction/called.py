"""Called: who signs in a sentence that only says what it is: "hợp tác xã ký với B", "ngân hàng cũng đã ký kết"."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.core.model import PartnerKind
from sitegen.extraction.listing import AROUND
from sitegen.extraction.organisations import Organisation
from sitegen.extraction.scene import Scene
from sitegen.extraction.tokens import Token, phrase
from sitegen.extraction.ways import doubted_from, namings

_ADVERBS = 4  # words between "học viện" and the verb: "cũng vừa chính thức"
_LONGEST = 4  # words of a designator
_ENOUGH = 2  # of those who are called alike: more need not be known
_CALLING = frozenset(("x", "XX"))  # shapes of "trường", "HTX"
_TELLING = frozenset((PartnerKind.BANK, PartnerKind.UNIVERSITY, PartnerKind.HOSPITAL))  # called so by their kind

Firsts = dict[str, list[tuple[int, int]]]  # the first sentence and the number of each, by what it is called


def told_again(scene: Scene, number: int) -> bool:
    """Whether the one who signs in a sentence is only pointed to: "tập đoàn này cũng ký kết với", "học viện ký với",
    "bên bán là".
    """
    if namings(scene, number):
        return True
    before = _before_verb(scene, number)
    return any(token.key in scene.lexicon.anaphors for token in before) or _called_only(scene, before) is not None


class Called:
    """The organisations of a text by what they are called, in the order in which the text names them."""

    def __init__(self, everyone: Sequence[Organisation]) -> None:
        self._by_kind: Firsts = {}
        self._by_words: Firsts = {}
        for first, owner in sorted((one.mentions[0][0], owner) for owner, one in enumerate(everyone)):
            one = everyone[owner]
            _file(self._by_kind, str(one.kind), (first, owner))
            for words in {words for surface in one.surfaces for words in _beginnings(surface)}:
                _file(self._by_words, words, (first, owner))

    def signing(self, scene: Scene, number: int) -> list[int]:
        """Whom a designator alone stands for as the one who signs: the only one that the text called so before."""
        before = _before_verb(scene, number)
        called = _called_only(scene, before)
        if called is None or doubted_from(scene, number) <= len(before):
            return []
        words, kind = called
        name = " ".join(token.key for token in words)
        if kind not in _TELLING and name not in scene.lexicon.self_called:
            return []  # "công ty" may be anybody
        named = self._by_kind.get(kind, []) if kind in _TELLING else self._by_words.get(name, [])
        known = [one for one in named if one[0] <= number]
        return [owner for first, owner in known if first < number] if len(known) == 1 else []


def _file(known: Firsts, called: str, one: tuple[int, int]) -> None:
    firsts = known.setdefault(called, [])
    if len(firsts) < _ENOUGH:
        firsts.append(one)


def _beginnings(surface: str) -> list[str]:
    keys = [token.key for token in phrase(surface)[:_LONGEST]]
    return [" ".join(keys[:size]) for size in range(1, len(keys) + 1)]


def _before_verb(scene: Scene, number: int) -> Sequence[Token]:
    """The words of a sentence before its verb of signing; none where it has no such verb."""
    tokens = scene.sentences[number].tokens
    return next((tokens[: verb.first] for verb in scene.lexicon.making.find(tokens)), ())


def _called_only(scene: Scene, before: Sequence[Token]) -> tuple[Sequence[Token], str] | None:
    """The designator that a clause begins with, and the kind that it names, where nothing but small words go on."""
    start = max((at + 1 for at, token in enumerate(before) if token.text in AROUND), default=0)
    clause = before[start:]
    hit = scene.lexicon.designators.at(clause, 0) if clause else None
    if hit is None or len(clause) > hit.last + _ADVERBS or any(token.shape not in _CALLING for token in clause):
        return None
    return (clause[: hit.last], hit.value) if all(token.shape == "x" for token in clause[hit.last :]) else None
