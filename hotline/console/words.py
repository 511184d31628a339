"""Words and voice: every sentence in its languages, what it costs as a text, how it is heard, who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import abort, request

from hotline.console.labels import LABELS
from hotline.console.pages import Answer, Pages
from hotline.console.studio import FLAGS, OTHERS, WordingError
from hotline.console.visit import Visit
from hotline.core.sms_length import alphabet, parts
from hotline.core.staff import COORDINATOR, EDITOR
from hotline.prompts.audio import BrokenAudioError
from hotline.prompts.stand_in import EngineError
from hotline.prompts.takes import UnfitError, take
from hotline.prompts.words import SHORTER

pages = Pages()
FAULTS = LABELS["fault"]
RUPEE = 100  # paisa
LONGEST = 2000
SHOWN = 40  # sentences on a page
FIRST = ("ur", "ur_Latn", "en")
LARGEST = 12_000_000  # bytes of a recording: a minute of uncompressed sound


@pages.get("/words", COORDINATOR, EDITOR)
def words_page(visit: Visit) -> Answer:
    """The sentences of a topic, or those that need something."""
    studio = visit.console.studio
    homes = [OTHERS, *dict.fromkeys(studio.homes.values())]
    asked = {name: request.args.get(name, "")[:80] for name in ("home", "search", "flag")}
    home = asked["home"] if asked["home"] in homes else "" if asked["search"] or asked["flag"] else homes[0]
    found = studio.sentences(home, asked["search"], asked["flag"] if asked["flag"] in FLAGS else "")
    first = _number(request.args.get("first", "0"))
    return visit.page(
        "words.html", found=found[first : first + SHOWN], count=len(found), first=first, shown=SHOWN, homes=homes,
        home=home, search=asked["search"], flag=asked["flag"], flags=FLAGS,
    )  # fmt: skip


@pages.get("/words/<key>", COORDINATOR, EDITOR)
def sentence_page(visit: Visit, key: str) -> Answer:
    """One sentence in all its languages."""
    return _page(visit, _known(visit, key))


@pages.post("/words/<key>", COORDINATOR, EDITOR)
def change_words(visit: Visit, key: str) -> Answer:
    """It reads otherwise from now on; recordings of other words are not heard any more."""
    studio, key = visit.console.studio, _known(visit, key)
    given = {(language, name): " ".join(request.form[field].split())
             for language, name, field in _fields(visit, key) if field in request.form}  # fmt: skip
    try:
        studio.change(key, given, request.form.get("seen", ""), visit.who.name, visit.now)
    except WordingError as error:
        if error.changed:
            visit.warn("Somebody else changed these words since you opened the page. Yours were not saved.")
            return visit.go("sentence_page", key=key)
        return _page(visit, key, given, [visit.reason(one) for one in error.problems])
    visit.audit("words_changed", key)
    visit.tell("From the next call and text on it reads like this.")
    return visit.go("sentence_page", key=key)


@pages.post("/words/<key>/back", COORDINATOR, EDITOR)
def take_words_back(visit: Visit, key: str) -> Answer:
    """As they came with the program."""
    visit.console.studio.take_back(_known(visit, key), visit.who.name, visit.now)
    visit.audit("words_taken_back", key)
    visit.tell("It reads again as it came with the program.")
    return visit.go("sentence_page", key=key)


@pages.post("/words/<key>/before", COORDINATOR, EDITOR)
def take_last_change_back(visit: Visit, key: str) -> Answer:
    """As before the last change."""
    visit.console.studio.take_last_back(_known(visit, key), visit.who.name, visit.now)
    visit.audit("words_taken_back", key)
    visit.tell("It reads as before the last change.")
    return visit.go("sentence_page", key=key)


@pages.post("/words/<key>/sign", COORDINATOR, EDITOR)
def sign_words(visit: Visit, key: str) -> Answer:
    """A reviewer said yes to these words; callers hear them when everybody signed who has to."""
    studio, key, form = visit.console.studio, _known(visit, key), request.form
    today = visit.local(visit.now).date()
    by, on = " ".join(form.get("by", "").split())[:60], _day(form.get("on", ""), today)
    if on is None or on > today:
        visit.warn("Nothing was noted: the day is missing or has not come yet.")
    elif studio.sign(key, form.get("kind", ""), form.get("seen", ""), by, on):
        visit.audit("words_signed", key)
        visit.tell("The sign-off is noted.")
    else:
        visit.warn("Nothing was noted: the words were changed since you opened the page, or a name is missing.")
    return visit.go("sentence_page", key=key)


@pages.post("/words/<key>/unsign", COORDINATOR, EDITOR)
def take_sign_off_back(visit: Visit, key: str) -> Answer:
    """It was no yes after all: callers do not hear the words any more."""
    key = _known(visit, key)
    if visit.console.studio.take_sign_off_back(key, request.form.get("kind", "")):
        visit.audit("sign_off_taken_back", key)
        visit.tell("The sign-off is taken back.")
    else:
        visit.warn("Nothing was noted: there is no such sign-off any more.")
    return visit.go("sentence_page", key=key)


@pages.post("/words/<key>/recording", COORDINATOR, EDITOR, large=LARGEST)
def upload_recording(visit: Visit, key: str) -> Answer:
    """What somebody has read; it is listened to before it is taken. The name of the file does not matter."""
    studio, key = visit.console.studio, _known(visit, key)
    language, _, clip = request.form.get("clip", "").partition("/")
    speaker = " ".join(request.form.get("speaker", "").split())[:60]
    file = request.files.get("file")
    if clip not in {one.clip for one in studio.clips(key) if one.language == language} or not speaker or not file:
        visit.warn("Nothing was taken: a file and the name of who reads are needed.")
        return visit.go("sentence_page", key=key)
    try:
        take(studio.made_since, studio.words, language, clip, file.read(LARGEST), speaker)
    except UnfitError as error:
        for fault in error.faults:
            visit.warn(FAULTS.get(fault, fault))
    except (BrokenAudioError, EngineError):
        visit.warn("Nothing was taken: this is no sound file that can be read.")
    else:
        visit.audit("recording_taken", f"{language}/{clip}")
        visit.tell("It is heard from the next call on.")
    return visit.go("sentence_page", key=key)


@pages.post("/words/parts", COORDINATOR, EDITOR, quiet=True)
def text_parts(visit: Visit) -> Answer:
    """What a text costs, in words, while it is written."""
    return _price(visit, request.form.get("text", "")[:LONGEST])


def _price(visit: Visit, text: str) -> str:
    count = parts(text)
    told = visit.sentences.ngettext("%(num)s part, Rs %(price)s", "%(num)s parts, Rs %(price)s", count)
    price = visit.number(count * visit.console.part_cost / RUPEE)
    script = visit.say("cheap letters") if alphabet(text) == "gsm7" else visit.say("letters that cost more")
    return f"{told % {'num': visit.number(count), 'price': price}}, {script}"


def _known(visit: Visit, key: str) -> str:
    voice, sms, _ = visit.console.studio.keys
    if key not in voice | sms:
        abort(404)
    return key


def _fields(visit: Visit, key: str) -> list[tuple[str, str, str]]:
    """The texts of a sentence: language, name in the catalogue, name of the field."""
    texts = visit.console.studio.words.texts
    languages = [*FIRST, *(one for one in texts if one not in FIRST)]
    return [(language, name, f"{language}{name.removeprefix(key)}")
            for language in languages for name in (key, key + SHORTER) if texts[language].get(name)]  # fmt: skip


def _page(
    visit: Visit, key: str, given: dict[tuple[str, str], str] | None = None, problems: Sequence[str] | None = None
) -> str:
    studio = visit.console.studio
    texts = {(language, name): studio.words.texts[language][name] for language, name, _ in _fields(visit, key)}
    signed, lapsed, waits_for = studio.sign_offs(key)
    spoken, sent, _ = studio.keys
    return visit.page(
        "sentence.html", key=key, fields=_fields(visit, key), texts={**texts, **(given or {})}, problems=problems,
        seen=studio.words.fingerprint(key), clips=studio.clips(key) if key in spoken else [], sent=key in sent,
        versions=studio.versions(key), signed=signed, lapsed=lapsed, waits_for=waits_for, shorter=SHORTER,
        signed_by=studio.signed_by(key), today=visit.local(visit.now).date(),
        price=lambda text: _price(visit, text), home=studio.homes.get(key, OTHERS),
    )  # fmt: skip


def _day(text: str, otherwise: date) -> date | None:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("100000") else 0
