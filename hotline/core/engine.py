"""The pure engine: walks a flow from one event to the next thing that must be waited for.

It never acts and never asks the time. A wish halts the walk; who carries it out comes back with an Outcome.
"""

from __future__ import annotations

from hotline.core.code import code_of
from hotline.core.conversation import Conversation
from hotline.core.events import (
    Advance,
    Began,
    Event,
    Jump,
    Keys,
    Line,
    Offer,
    Outcome,
    Silence,
    Turn,
    Wait,
    Wish,
)
from hotline.core.flow import Act, AskNumber, Choose, Connect, End, Flow, Linger, Option, Step, Tell
from hotline.core.phone_number import to_ring

MOST_HOPS = 24  # steps walked without waiting; a flow that needs more is a loop
TRAIL = 8  # menus remembered for "back"
LONGEST_WAIT = 120.0  # seconds from the first ring until the callback is offered instead
GUARD_AT = 45.0  # at the first pause after this she hears that her credit is running: a minute after the first ring
LEAST_WAVE = 20.0  # seconds: the shortest ring, the carrier's own delay, what a responder hears before her key
WAY_BACK = 25.0  # seconds of a hand-over that are kept for ringing the first responder again
LATER = "3"
PERSON, AGAIN, BACK, DECOY = "0", "9", "#", "*"
NOT_HEARD, WRONG_KEY, WARNING = "not_heard", "wrong_key", "abuse_warning"


class FlowError(Exception):
    """The flow has no way on from here; `hotline flows check` finds these before a caller does."""


def begin(flow: Flow, conversation: Conversation) -> Conversation:
    """The same caller at the main menu of this version of the flow, in the same language."""
    return conversation._replace(
        flow=flow.version(), step=flow.menu[conversation.channel],
        answers=(), trail=(), misses=0, tried=(), waves=0, left=0, rung_at=0.0, guarded=False,
    )  # fmt: skip


def advance(flow: Flow, conversation: Conversation, event: Event, now: float) -> Advance:
    """Take one event at one instant (seconds since 1970): where she stands, what she hears, what to do."""
    here = conversation._replace(turn=conversation.turn + 1)
    step = flow.steps[here.step]
    match event:
        case Began():
            return _walk(flow, here, here.step)
        case Jump(target):
            return _walk(flow, here, target)
        case Outcome():
            return _outcome(flow, here, step, event, now)
        case Keys() | Silence() if isinstance(step, Linger):
            return _walk(flow, here, step.goto)
        case Keys() | Silence() if isinstance(step, Connect):
            return _waited(flow, here, step, event.keys if isinstance(event, Keys) else "", now)
        case Keys(keys) if keys:
            return _pressed(flow, here, step, keys)
        case Keys() | Silence():
            return _missed(flow, here, step, NOT_HEARD)


def _pressed(flow: Flow, here: Conversation, step: Step, keys: str) -> Advance:
    if DECOY in keys:
        return _walk(flow, here._replace(answers=(), trail=()), flow.decoy)
    if keys == PERSON:
        return _walk(flow, here._replace(trail=()), flow.person)
    if keys == AGAIN:
        return _walk(flow, here, step.id, fresh=False)
    if keys == BACK and _closes_a_code(flow, here):
        return _walk(flow, here._replace(misses=1), step.id, fresh=False)
    if keys == BACK:
        return _back(flow, here, step)
    if isinstance(step, AskNumber):
        return _number(flow, here, step, keys)
    if isinstance(step, Choose):
        for option in step.options:
            if option.digit == keys:
                chosen = _noted(flow, here, step, option).without(option.forgets).having(option.sets)
                supposed = tuple(pair for pair in option.supposes if not chosen.answer(pair[0]))
                return _walk(flow, chosen.having(supposed), option.goto)
    return _missed(flow, here, step, WRONG_KEY)


def _number(flow: Flow, here: Conversation, step: AskNumber, keys: str) -> Advance:
    number = code_of(keys, step.lengths, step.secret) if step.lengths else to_ring(keys, flow.countries)
    if number is None:
        return _missed(flow, here, step, step.wrong)
    return _walk(flow, _remember(here, step.id).having(((step.name, number),)), step.goto)


def _closes_a_code(flow: Flow, here: Conversation) -> bool:
    """True for the first hash after a code of a fixed length: a number is ended by one, and the last digit of a PIN
    went on before that key was pressed. She means no step back; what is asked now is said again."""
    last = flow.steps.get(here.trail[-1]) if here.trail and here.channel == "voice" and not here.misses else None
    return isinstance(last, AskNumber) and len(last.lengths) == 1


def _back(flow: Flow, here: Conversation, step: Step) -> Advance:
    """To the menu before this one, whose answer is forgotten so that it is asked again.

    Before all menus stands the main one, and before that the beginning, where the language is chosen.
    """
    if not here.trail:
        start, menu = flow.start[here.channel], flow.menu[here.channel]
        return _walk(flow, here, start if step.id in (menu, _first_asked(flow, start)) else menu)
    last = here.trail[-1]
    earlier = here._replace(trail=here.trail[:-1])
    return _walk(flow, earlier.without(_settled_by(flow.steps[last])), last)


def _first_asked(flow: Flow, start: str) -> str:
    step = flow.steps[start]
    return _first_asked(flow, step.goto) if isinstance(step, Tell) else start


def _settled_by(step: Step) -> tuple[str, ...]:
    if isinstance(step, Choose):
        return (step.settles,) if step.settles else ()
    return (step.name,) if isinstance(step, AskNumber) else ()


def _missed(flow: Flow, here: Conversation, step: Step, line: str) -> Advance:
    """Say it again; after the last repeat, the safest next thing."""
    repeats = step.repeats if isinstance(step, Choose | AskNumber) else 0
    if here.misses >= repeats:
        rescue = step.rescue if isinstance(step, Choose | AskNumber) else flow.menu[here.channel]
        return _walk(flow, here._replace(trail=()), rescue)
    return _walk(flow, here._replace(misses=here.misses + 1), step.id, first=(Line(line),), fresh=False)


def _outcome(flow: Flow, here: Conversation, step: Step, event: Outcome, now: float) -> Advance:
    if not isinstance(step, Act | Connect):  # a late outcome: she has moved on, say where she is
        return _walk(flow, here, step.id, fresh=False)
    here = here.having(event.answers)
    if isinstance(step, Act) and step.rings and event.name == "ringing":
        return Advance(here, Turn((), "ring"))
    if isinstance(step, Act):
        known = dict(step.outcomes)
        target = known.get(event.name, step.outcomes[-1][1])  # the last one named is the failure
        return _walk(flow, here._replace(trail=()), target)  # what is done cannot be taken back
    match event.name:
        case "ringing":
            return Advance(_rung(here, now), Turn((), "ring"))
        case "free":
            return _pause(flow, here, step, now)
        case "helped":
            return _walk(flow, here, step.helped)
        case "warned":
            return _ring(here, step, (Line(WARNING),))
        case "nobody":
            return _walk(flow, _in_her_place(here), step.nobody)
        case lacking if lacking in dict(step.asks):
            return _walk(flow, _in_her_place(here), dict(step.asks)[lacking])
    if step.whom == "same":  # she is rung once
        return _walk(flow, _in_her_place(here), step.nobody)
    if not here.left and not _is_too_late(here, step, now):
        return Advance(here, Turn((), "outcome"), (_wish("look", here, step),))  # perhaps somebody has become free
    return _pause(flow, here, step, now)


def _rung(here: Conversation, now: float) -> Conversation:
    tried, left = (*here.tried, *here.answer("rung").split()), int(here.answer("left") or 0)
    rung = here._replace(tried=tried, left=left, waves=here.waves + 1, rung_at=here.rung_at or now)
    return rung.without(("rung", "left"))


def _pause(flow: Flow, here: Conversation, step: Connect, now: float) -> Advance:
    """A calm voice between two waves; a key there is enough to be rung back instead."""
    if _is_too_late(here, step, now):
        return _walk(flow, _in_her_place(here), step.nobody)
    guard = not here.guarded and now - here.rung_at >= GUARD_AT
    line = Line(step.guard if guard else step.pause)
    return Advance(here._replace(guarded=here.guarded or guard), Turn((line,), "pause"))


def _waited(flow: Flow, here: Conversation, step: Connect, keys: str, now: float) -> Advance:
    """What she did at a pause: to be rung back she keeps her place; any other key, or none, rings the next wave."""
    if DECOY in keys:
        return _walk(flow, here._replace(answers=(), trail=()), flow.decoy)
    if keys == BACK:
        return _back(flow, here, step)
    if keys == LATER:
        return _walk(flow, _in_her_place(here), step.later)
    return _walk(flow, _in_her_place(here), step.nobody) if _is_too_late(here, step, now) else _ring(here, step, ())


def _in_her_place(here: Conversation) -> Conversation:
    """If she asks to be rung back, it counts since when she waited on the line."""
    return here.having((("since", str(int(here.rung_at))),)) if here.rung_at else here


def _is_too_late(here: Conversation, step: Connect, now: float) -> bool:
    return waits_until(step, here, now) - now < LEAST_WAVE


def waits_until(step: Step, here: Conversation, now: float) -> float:
    """When a caller who is being rung through has waited long enough; the way back is rung in any case."""
    whom = step.whom if isinstance(step, Connect) else ""
    ends = here.rung_at + LONGEST_WAIT
    return max(ends, now + WAY_BACK) if whom == "same" else ends - WAY_BACK if whom == "role" else ends


def is_urgent(step: Step, here: Conversation) -> bool:
    """True when she is in danger now, or said so before; whoever she is handed over to is told so too."""
    return isinstance(step, Connect) and (step.urgent or bool(here.answer("urgent")))


def _ring(here: Conversation, step: Connect, lines: tuple[Line, ...]) -> Advance:
    return Advance(here._replace(step=step.id), Turn(lines, "outcome"), (_wish("ring", here, step),))


def _wish(name: str, here: Conversation, step: Connect) -> Wish:
    return Wish(name, here.language, here.answers, here.tried, here.waves, is_urgent(step, here), step.whom)


def _noted(flow: Flow, here: Conversation, step: Choose, option: Option) -> Conversation:
    """The way back after this choice: nothing that was asked before its answer was forgotten."""
    if not option.forgets:
        return _remember(here, step.id)
    named = {slot for key in step.lines for slot in flow.slots.get(key, ())}
    return here._replace(trail=() if named.intersection(option.forgets) else (step.id,))


def _remember(here: Conversation, menu: str) -> Conversation:
    """Note the way back. A menu that is answered anew takes all that came after it off the way."""
    before = here.trail[:here.trail.index(menu)] if menu in here.trail else here.trail
    return here._replace(trail=(*before, menu)[-TRAIL:])


def _walk(
    flow: Flow, here: Conversation, target: str, first: tuple[Line, ...] = (), fresh: bool = True
) -> Advance:
    """Walk from `target` to the next wait, gathering what is said on the way; `fresh` resets the misses."""
    lines = first
    if fresh and here.misses:
        here = here._replace(misses=0)
    for _ in range(MOST_HOPS):
        step = flow.steps[target]
        if here.step != target:
            here = here._replace(step=target)
        match step:
            case Tell() if step.needs and not here.answer(step.needs):
                target = step.goto
            case Tell():
                lines, target = lines + _said(flow, here, step.lines), step.goto
            case Choose() if step.settles and here.answer(step.settles):
                target = step.options[0].goto
            case Choose() if step.needs and not _has(here, step.needs):
                target = step.otherwise
            case Connect() if here.channel == "sms":
                target = step.elsewhere
            case Connect():
                return _ring(_anew(here, step), step, lines + _said(flow, here, step.lines))
            case Act():
                return Advance(here, Turn(lines, "outcome"), (Wish(step.wish, here.language, here.answers),))
            case Choose() | AskNumber() | Linger() | End():
                return Advance(here, _turn(flow, here, step, lines))
    raise FlowError(f"more than {MOST_HOPS} steps without a wait, at {target}")


def _has(here: Conversation, needs: str) -> bool:
    return here.number_known if needs == "number" else bool(here.answer(needs))


def _anew(here: Conversation, step: Connect) -> Conversation:
    """Everybody may be rung again: those tried before were tried in another attempt."""
    again = here._replace(tried=(), waves=step.ahead, left=0)
    return again if step.whom == "same" else again._replace(rung_at=0.0, guarded=False)


def _turn(
    flow: Flow, here: Conversation, step: Choose | AskNumber | Linger | End, lines: tuple[Line, ...]
) -> Turn:
    waits: dict[type, Wait] = {Choose: "key", AskNumber: "number", Linger: "any", End: "end"}
    said = lines + _said(flow, here, step.lines)
    options = step.options if isinstance(step, Choose) else ()
    offers = tuple(Offer(option.digit, _line(flow, here, option.line)) for option in options)
    lengths = step.lengths if isinstance(step, AskNumber) else ()
    return Turn(said, waits[type(step)], offers, max(lengths, default=0))


def _said(flow: Flow, here: Conversation, keys: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(_line(flow, here, key) for key in keys)


def _line(flow: Flow, here: Conversation, key: str) -> Line:
    slots = tuple((name, here.answer(name) or flow.defaults.get(name, "")) for name in flow.slots.get(key, ()))
    return Line(key, slots, flow.spoken_in.get(key, ""))
