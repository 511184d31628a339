"""Answer a text: find what it means, walk the flow, keep the place for a day, give the same reply if it comes twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from hotline.actions.carry_out import Deeds
from hotline.actions.converse import converse
from hotline.actions.notice import Notice
from hotline.actions.ports import Store, StoreDown
from hotline.actions.tally import Tally
from hotline.core.conversation import Conversation
from hotline.core.engine import begin
from hotline.core.events import Began, Event, Jump, Keys, Outcome, Silence, Turn, Wish
from hotline.core.flow import Choose, Flow
from hotline.core.keywords import Match, Matcher
from hotline.core.phone_number import Caller, may_ring
from hotline.flows.nearby import NEAR
from hotline.flows.texts import EITHER, WHICH
from hotline.prompts.texting import text_of
from hotline.prompts.words import Words

SUBJECTS = {"call_law": "law", "call_feelings": "feelings", "call_online": "online"}
LANGUAGES = {"language_ur": "ur", "language_ur_latn": "ur_Latn", "language_en": "en"}
ANSWERS = {"yes": "1", "no": "2", "back": "#", "again": "9"}
LONGEST_ANSWER = 12  # words in which the name of a place is looked for
FIRST_LANGUAGE = "ur_Latn"  # for a first text that shows no script, such as a bare digit


@dataclass(frozen=True, slots=True)
class Text:
    """A text that came in: the provider's id, who sent it, what it says."""

    id: str
    sender: Caller
    body: str


@dataclass(frozen=True)
class Texting:
    """What answering needs: the flow, its words, the matcher, the store, who is told, who counts, the time zone."""

    flow: Flow
    words: Words
    matcher: Matcher
    store: Store
    notice: Notice
    tally: Tally
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Reply:
    """What is written back; `stored` is False when the store was down, so nothing that she asked for was done."""

    body: str
    stored: bool


def answer_text(texting: Texting, text: Text, now: datetime) -> Reply:
    """The reply, already stored with all that it brought about. Without a store it is answered all the same."""
    store = texting.store
    try:
        before = store.turn_before(text.id, text.sender.identity, now)
        if before.reply is not None:
            return Reply(before.reply, stored=True)
        place, turn = _answer(texting, text, before.place, now)
        reply = text_of(turn, place.language, texting.words)
        if turn.wait != "any":
            if text.sender.identity and before.awaited:
                store.heard_from(text.sender.identity)
            reply = store.keep_turn(before, reply, None if turn.wait == "end" else place, now)
        else:  # the decoy is kept nowhere
            store.forget_place(before)
        texting.tally.texted(text.id, before.place, place, turn.wait, now, reply)
        return Reply(reply, stored=True)
    except StoreDown:
        place, turn = _answer(texting, text, None, now, lost=True)
        return Reply(text_of(turn, place.language, texting.words), stored=False)


def _answer(
    texting: Texting, text: Text, kept: Conversation | None, now: datetime, *, lost: bool = False
) -> tuple[Conversation, Turn]:
    flow = texting.flow
    if kept and kept.flow != flow.version():
        kept = begin(flow, kept)
    match = texting.matcher.match(text.body, open_question=kept is not None)
    if kept and kept.step.startswith(NEAR) and match.intent is None and match.digits is None:
        named = _place_named(texting.matcher, text.body)
        match = replace(named, script=match.script) if named else match
    if kept is None and match.intent in (None, *ANSWERS) and match.digits is None and not lost:
        kept, match = _to_the_week(texting, text, match)
    place = kept or _new_place(flow, text.sender)
    if match.script and match.script != place.language:
        place = place._replace(language=match.script)
    place, event = _event(flow, place, match, opened=kept is not None)
    deeds = Deeds(texting.store, texting.notice, texting.zone, now, lambda: text.sender, text.id, "sms")
    perform = _cannot if lost else deeds.perform
    return converse(flow, place, event, now.timestamp(), perform)


def _place_named(matcher: Matcher, body: str) -> Match | None:
    """Where she was asked for her district, its name may stand in a sentence: the longest that is one."""
    words = body.split()[:LONGEST_ANSWER]
    for size in range(3, 0, -1):
        for start in range(len(words) - size + 1):
            match = matcher.match(" ".join(words[start : start + size]), open_question=True)
            if match.intent and match.intent.startswith(f"{NEAR}_"):
                return match
    return None


def _cannot(_wish: Wish, _turn: int) -> Outcome:
    return Outcome("failed")


def _new_place(flow: Flow, sender: Caller) -> Conversation:
    known = sender.number is not None and may_ring(sender.number, flow.countries)
    return Conversation(flow.version(), flow.menu["sms"], "sms", FIRST_LANGUAGE, number_known=known)


def _to_the_week(texting: Texting, text: Text, match: Match) -> tuple[Conversation | None, Match]:
    """A bare answer may be to the question of her weekly text, whenever that was: then she stands there."""
    answer = texting.matcher.match(text.body, open_question=True)
    found = None
    if text.sender.identity and (answer.digits or answer.intent in ANSWERS):
        found = texting.store.subscription(text.sender.identity)
    if found is None or not isinstance(texting.flow.steps.get(found.last), Choose):
        return None, match
    return _new_place(texting.flow, text.sender)._replace(step=found.last, language=found.language), answer


def _event(flow: Flow, place: Conversation, match: Match, *, opened: bool) -> tuple[Conversation, Event]:
    """What the text means here: an answer to the open question, a keyword's step, or nothing we know."""
    intent = match.intent or ""
    if place.step == WHICH and match.digits in EITHER:
        intent = place.answer(EITHER[match.digits])
    if match.digits is not None and not intent:
        return place, Keys(match.digits) if opened or match.digits in ("0", "*") else Began()
    if intent in ANSWERS:
        return place, Keys(ANSWERS[intent]) if opened else Began()
    either = tuple(one for one in match.offered if one in flow.intents)
    if {flow.intents[one] for one in either} == {flow.menu["sms"]}:
        intent = either[0]
    elif either:
        answers = zip(EITHER.values(), (*either, "menu"), strict=False)
        return place._replace(trail=(), answers=()).having(tuple(answers)), Jump(WHICH)
    if intent in flow.intents:
        fresh = place._replace(answers=(), trail=(), language=LANGUAGES.get(intent, place.language))
        subject = SUBJECTS.get(intent)
        return fresh.having((("subject", subject),)) if subject else fresh, Jump(flow.intents[intent])
    if not opened:
        return place, Began()
    return place, Keys("?") if match.script else Silence()
