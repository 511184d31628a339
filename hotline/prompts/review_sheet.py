"""The sheet that a reviewer marks on paper: what is told, the facts it rests on, room for a yes or a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import escape

from hotline.core.content import DIAL_TEST, NATIVE, REASON, Item, Library, Referral
from hotline.core.flow import Channel
from hotline.prompts.words import Words

NETWORKS = ("Jazz", "Zong", "Telenor", "Ufone")
TESTED = ("day, hour", "network", "balance 0?", "answered after", "language", "woman or man", "hours it says",
          "rings back?", "on the bill?", "by")  # fmt: skip
_CALLED = {NATIVE: "native speaker", DIAL_TEST: "dial tests"}
_STYLE = """
@page { size: A4; margin: 13mm }
body { font: 10.5pt/1.45 "Noto Sans", "DejaVu Sans", sans-serif; color: #111; max-width: 184mm; margin: 0 auto }
h1 { font-size: 15pt; margin: 0 0 2mm } h2 { font-size: 12.5pt; margin: 7mm 0 1mm; break-after: avoid }
article { break-inside: avoid; border-top: .4pt solid #888; padding: 2mm 0 3mm }
.words { font-size: 12.5pt; unicode-bidi: plaintext }
.words:not([lang=en]):not([lang=ur_Latn]) { font-family: "Noto Naskh Arabic", "Noto Nastaliq Urdu", Tahoma, serif }
.also, .facts, .key { font-size: 9pt; color: #444 } .also { unicode-bidi: plaintext }
.facts { margin: 1mm 0; padding: 0 0 0 5mm } .facts li { margin: .5mm 0 }
.ask { margin: 1mm 0; padding: 1mm 2mm; border: .6pt solid #111 }
.answer { margin: 2.5mm 0 0 } .answer span { margin-right: 7mm } .line { border-bottom: .4pt solid #111; height: 8mm }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt } td, th { border: .4pt solid #888; padding: 1mm }
td { height: 8mm } tr { break-inside: avoid }
"""


def sheet(
    library: Library, words: Words, language: str, reviewer: str = "", menus: Iterable[str] = ()
) -> str:
    """The page in HTML: everything that is told in this language, or what one kind of reviewer is asked to sign.

    `menus` are other sentences to be read, such as choices and questions.
    """
    parts = library.parts()
    body = [piece for where, items in parts.items() for piece in _part(where, items, words, language, reviewer)]
    if reviewer in ("", DIAL_TEST):
        body += _dialling(library.referrals)
    body += _menus({item.key for item in library.items()}, menus, words, language)
    title = f"Review: {language}" + (f", for the {_CALLED.get(reviewer, reviewer)}" if reviewer else "")
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head>
<body>
<h1>{escape(title)}</h1>
<p>Mark each piece: right as it is, or what it should say. What you mark as right is noted under your name with the
words as they stand here; when anybody changes them, you are asked again.</p>
<p>Name, and how to reach you: ________________________________ &nbsp; Date: ______________</p>
{"".join(body)}
</body>
</html>
"""


def _part(where: str, items: Sequence[Item], words: Words, language: str, reviewer: str) -> Iterator[str]:
    asked = [item for item in items if reviewer in ("", NATIVE, *item.needs)]
    if asked and reviewer != DIAL_TEST:
        yield f"<h2>{escape(where)}</h2>"
        yield from (_item(item, words, language) for item in asked)


def _menus(told: AbstractSet[str], keys: Iterable[str], words: Words, language: str) -> Iterator[str]:
    """Each sentence of this language that belongs to no item, with room for a better one."""
    others = [key for key in keys if key.removesuffix(REASON) not in told and _text(words, language, key)]
    if others:
        yield "<h2>Menus and other sentences</h2>"
    for key in others:
        said = _words(key, words, language)
        yield f'<article><div class="key">{escape(key)}</div>{said}<div class="line"></div></article>'


def _item(item: Item, words: Words, language: str) -> str:
    keys = (item.key, item.key + REASON) if item.answer else (item.key,)
    who = f"to be signed by: {', '.join(item.needs)}" if item.needs else "no signature needed"
    numbers = f"; dial test of {', '.join(item.numbers)}" if item.numbers else ""
    answer = f"; the right answer is {'yes' if item.answer == 'true' else 'no'}" if item.answer else ""
    facts = "".join(
        f"<li>{escape(fact.id)} ({escape(fact.confidence)}, {fact.checked_on}): {escape(fact.says)}"
        f" <i>{escape(fact.source)}</i></li>"
        for fact in item.facts
    )
    ask = f'<div class="ask" lang="en">{escape(item.ask)}</div>' if item.ask else ""
    return (
        f'<article><div class="key">{escape(item.key)}: {escape(who + numbers + answer)}</div>'
        + "".join(_words(key, words, language) for key in keys)
        + f'{ask}<ul class="facts" lang="en">{facts}</ul>'
        + '<div class="answer"><span>&#9744; right</span><span>&#9744; should say:</span></div>'
        + '<div class="line"></div></article>'
    )


def _words(key: str, words: Words, language: str) -> str:
    """As it is heard, or read in Roman Urdu; beneath it the text message when that differs, and the English."""
    text = _text(words, language, key)
    shorter = words.template(language, key, "sms") or ""
    english = words.template("en", key, "voice") or ""
    also: Mapping[str, str] = {"By text": shorter if shorter != text else "", "English": english}
    below = "".join(
        f'<div class="also" dir="auto">{name}: {escape(said)}</div>'
        for name, said in also.items()
        if said and (name != "English" or language != "en")
    )
    return f'<div class="words" lang="{escape(language)}" dir="auto">{escape(text)}</div>{below}'


def _text(words: Words, language: str, key: str) -> str:
    channel: Channel = "sms" if language == "ur_Latn" else "voice"
    return words.template(language, key, channel) or words.template(language, key, "sms") or ""


def _dialling(numbers: Iterable[Referral]) -> Iterator[str]:
    """A table for each number, a row for each network and half of the day."""
    yield "<h2>Numbers to be dialled, from each network, with no balance, by day and by night</h2>"
    head = "".join(f"<th>{name}</th>" for name in TESTED)
    rows = "".join(
        f"<tr><td></td><td>{network}, {half}</td>{'<td></td>' * (len(TESTED) - 2)}</tr>"
        for network in NETWORKS
        for half in ("day", "night")
    )
    for one in numbers:
        facts = "; ".join(f"{fact.id}: {fact.says}" for fact in one.facts)
        yield (
            f"<article><b>{escape(one.id)}</b> {escape(one.who)}"
            f'<div class="facts">{escape(facts)}</div><table><tr>{head}</tr>{rows}</table></article>'
        )
