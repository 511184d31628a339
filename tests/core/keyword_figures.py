"""How well texts are understood, in figures: `make keywords` prints them, and tests hold them to what is promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hotline import parts
from hotline.core.folding import words_of
from hotline.core.keywords import SENTENCE, Match, Matcher
from hotline.core.learnt import NOTHING, Learnt
from hotline.flows.library import load_examples
from tests.core.keyword_cases import ALMOST, ORDINARY, SPELLINGS, pairs
from tests.core.variants import variants

TUNED_ON, HELD_OUT = 1, 2  # the matcher was tuned on the misspellings of one seed and never on those of the other
SAFETY = frozenset({"dont_call", "not_mine", "someone_near", "stop", "danger", "distress"})


# Measured unseen before the rules were mended by them; what they showed then is in docs/review/keywords.md.
EXAMPLES = load_examples()
EVERYDAY = tuple(text for meanings, text in EXAMPLES if meanings == (NOTHING,))


def messages() -> list[tuple[frozenset[str], str]]:
    """What each message may be taken to mean, and the message."""
    return [(frozenset(meanings), text) for meanings, text in EXAMPLES if meanings != (NOTHING,)]


@dataclass(frozen=True)
class Understood:
    """How many texts were taken as meant, with the right meaning among two offered, and otherwise, which."""

    texts: int
    right: int
    offered: int
    wrong: tuple[tuple[str, str, Match], ...]

    @property
    def share(self) -> float:
        """Of 1: right, or the right one among those offered."""
        return (self.right + self.offered) / self.texts

    @property
    def misled(self) -> list[tuple[str, str, Match]]:
        """What was taken for a safety matter that it is not."""
        return [one for one in self.wrong if one[2].intent in SAFETY]


def understood(matcher: Matcher, cases: Iterable[tuple[str, str]]) -> Understood:
    """Each case is what is meant, and how it was written."""
    right = offered = texts = 0
    wrong = []
    for wanted, text in dict.fromkeys(cases):
        match = matcher.match(text, open_question=False)
        texts += 1
        right += match.intent == wanted
        offered += wanted in match.offered
        if match.intent != wanted and wanted not in match.offered:
            wrong.append((wanted, text, match))
    return Understood(texts, right, offered, tuple(wrong))


def sentences(matcher: Matcher) -> tuple[Understood, list[str]]:
    """How the messages are taken; and those about safety of which nothing was understood."""
    right = offered = 0
    wrong, missed = [], []
    for meant, text in messages():
        match = matcher.match(text, open_question=meant <= {"yes", "no"})
        right += match.intent in meant
        offered += not meant.isdisjoint(match.offered)
        if match.intent not in meant and meant.isdisjoint(match.offered):
            wrong.append(("/".join(sorted(meant)), text, match))
            if meant & SAFETY and match.intent not in SAFETY:
                missed.append(text)
    return Understood(len(messages()), right, offered, tuple(wrong)), missed


@dataclass(frozen=True)
class Alike:
    """Of messages that were not learnt from: among the two likeliest; and of everyday sentences, like something."""

    messages: float
    everyday: float


def learnt_from_the_rest() -> Alike:
    """Each fifth of the examples by what the other four teach alone, without a rule."""
    asked = {True: [], False: []}
    for fold in range(5):
        learnt = Learnt.of([one for at, one in enumerate(EXAMPLES) if at % 5 != fold])
        for meanings, text in EXAMPLES[fold::5]:
            near = learnt.likely(text) if len(words_of(text)) >= SENTENCE else []
            first = [meaning for meaning, _ in near[:2] if near[0][1] > 0]
            everyday = meanings == (NOTHING,)
            if len(words_of(text)) >= SENTENCE:
                asked[everyday].append(bool(first) if everyday else not set(meanings).isdisjoint(first))
    return Alike(statistics.mean(asked[False]), statistics.mean(asked[True]))


def misspelt(seed: int) -> list[tuple[str, str]]:
    """Some 2,900 misspellings of the listed spellings."""
    return list(variants(pairs(SPELLINGS), 6, seed))


def disturbed(matcher: Matcher, texts: Sequence[str]) -> list[tuple[str, Match]]:
    """Ordinary texts that act, or that a question comes back to."""
    found = [(text, matcher.match(text, open_question=open_)) for text in texts for open_ in (False, True)]
    return [(text, match) for text, match in found if match.intent or match.offered]


def times(matcher: Matcher, texts: Iterable[str]) -> list[float]:
    """Seconds of work for each text, the best of three: others use this machine too."""
    return [min(_time(matcher, text) for _ in range(3)) for text in texts]


def _time(matcher: Matcher, text: str) -> float:
    began = time.thread_time()
    matcher.match(text, open_question=False)
    return time.thread_time() - began


def main() -> None:
    """Print every figure beside its target."""
    matcher = parts.open_matcher()
    listed = understood(matcher, pairs(SPELLINGS))
    _line("listed spellings taken as meant", f"{listed.right / listed.texts:.1%} of {listed.texts}", ">= 99 %")
    for name, seed in (("tuned on", TUNED_ON), ("held out", HELD_OUT)):
        found = understood(matcher, misspelt(seed))
        _line(f"misspellings ({name}) right or among two", f"{found.share:.1%} of {found.texts:,}", ">= 90 %")
        _line("  taken as meant / offered", f"{found.right / found.texts:.1%} / {found.offered / found.texts:.1%}")
        _line("  taken for a safety matter that they are not", f"{len(found.misled)}")
    for name, texts in (("ordinary sentences", ORDINARY), ("sentences with a keyword's word in them", ALMOST)):
        got = disturbed(matcher, texts)
        acted = {text: match.intent for text, match in got if match.intent}
        asked = {text for text, match in got if match.offered}
        _line(f"{name} that act", f"{len(acted) / len(texts):.1%} of {len(texts)}", "< 2 %")
        _line("  as a safety matter", f"{len(SAFETY & set(acted.values()))}", "0")
        _line("  asked about", f"{len(asked) / len(texts):.1%}")
    found, missed = sentences(matcher)
    _line("messages right or among two", f"{found.share:.1%} of {found.texts}", "mended by them")
    _line("  of safety, taken for nothing or something else", f"{len(missed)}", "0")
    alike = learnt_from_the_rest()
    _line("sentences right among two by examples alone, unseen", f"{alike.messages:.1%}", ">= 60 %")
    _line("  everyday sentences asked about, unseen", f"{alike.everyday:.1%}", "< 15 %")
    intents = [matcher.match(text, open_question=False).intent for text in EVERYDAY]
    _line("everyday sentences full of its words that act", f"{sum(map(bool, intents)) / len(EVERYDAY):.1%}")
    _line("  as a safety matter", f"{sum(intent in SAFETY for intent in intents)} of {len(EVERYDAY)}", "0")
    took = times(matcher, [text for _, text in misspelt(HELD_OUT)[::5]])
    median, slowest = statistics.median(took) * 1e6, max(took) * 1e6
    _line("one message: median / slowest", f"{median:.0f} / {slowest:.0f} us", "< 1000 us")


def _line(what: str, value: str, target: str = "") -> None:
    print(f"{what:48}{value:24}{target}".rstrip())


if __name__ == "__main__":
    main()
