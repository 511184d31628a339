"""Faults of those who should answer: their phones, what they do, and who is on the roster."""

from __future__ import annotations

from datetime import timedelta

from hotline.core.duty import Limits
from hotline.core.records import Ring
from tests.faults.case import ANYONE, DANGER, LAWYER, PRESSES, SILENT, WOMAN, Case, Happens
from tests.faults.people import (
    BUSY,
    DEAD,
    IGNORES,
    LEAVES_WHISPER,
    MACHINE,
    PASSES,
    REFUSES,
    SAYS_NOTHING,
    TAKES,
    TAKES_AND_GOES,
    Manner,
)
from tests.faults.verdict import PERSON, STORED, WORDS
from tests.faults.world import ALWAYS, World, like

MANNERS = {
    "the number is dead": DEAD,
    "the phone is busy": BUSY,
    "the phone rings unanswered": IGNORES,
    "the call is refused": REFUSES,
    "she passes on with 2": PASSES,
    "a voicemail answers": MACHINE,
    "she answers and presses nothing": SAYS_NOTHING,
    "she answers and hangs up in the whisper": LEAVES_WHISPER,
}


def first(manner: Manner) -> Happens:
    """The first who is rung behaves so, the next one takes the call."""
    return lambda world: world.person("Saima", manner)


def all_of_them(manner: Manner) -> Happens:
    """So does everybody on duty."""
    return lambda world: world.everybody(manner)


def all_of_six(manner: Manner) -> Happens:
    """There are six on duty, and so they do all: waves of two and three are rung."""
    return lambda world: world.crowd(manner)


def nobody(world: World) -> None:
    """The roster is empty."""
    world.changes(lambda _: None)


def only_men(world: World) -> None:
    """There is Tariq alone."""
    world.changes(lambda one: one if one.name == "Tariq" else None)


def no_woman_answers(world: World) -> None:
    """Both women are on duty and do not answer."""
    world.person("Saima", IGNORES)
    world.person("Amina", IGNORES)


def english_only(world: World) -> None:
    """Nobody speaks Urdu."""
    world.changes(lambda one: like(one, languages=("en",)))


def same_person_is_off(world: World) -> None:
    """Saima's code is asked for; she is not on duty this week."""
    [code] = [one.code for one in world.hotline.store.responders() if one.name == "Saima"]
    world.her.keys.extend(("1", "1", "2", "3", f"{code}#"))
    world.hotline.store.add_stretch(world.id_of("Saima"), world.now, world.now + timedelta(days=7), "cant", world.now,
                                    on=False)  # fmt: skip


def all_from_multan(world: World) -> None:
    """Everybody lives where she wants nobody from."""
    world.changes(lambda one: like(one, district="multan"))


def at_their_limit(world: World) -> None:
    """Each has talked for longer than she may in a day."""
    world.changes(lambda one: like(one, limits=Limits(minutes=5)))
    for name in world.people:
        store, began = world.hotline.store, world.now - timedelta(hours=1)
        [(ring, _)] = store.rings_started(f"earlier {name}", Ring(f"earlier {name}"), [world.id_of(name)], began)
        store.ring_accepted(ring, began)
        store.ring_ended(ring, "completed", began + timedelta(minutes=20))


def unconfirmed(world: World) -> None:
    """Nobody said that she is there."""
    for name in world.people:
        store, begins, ends = world.hotline.store, world.now - timedelta(hours=1), world.now + timedelta(hours=1)
        store.called_to_duty(world.id_of(name), begins, ends, begins)
        assert store.absent(world.id_of(name), begins, world.now)


def two_answer_at_once(world: World) -> None:
    """Both of a wave press a key, one a moment after the other."""
    world.crowd(REFUSES)
    for name in ("R2", "R3"):
        world.person(name, TAKES, number=world.people[name].handset.phone.number)


def late_and_silent(world: World) -> None:
    """Four ignore it for as long as it rings, and the others answer at the last moment."""
    world.crowd(IGNORES)
    for name in ("R4", "R5"):
        world.person(name, Manner(after=10.0, key=""), number=world.people[name].handset.phone.number)


def late_and_accepted(world: World) -> None:
    """The same, and one of them listens to the end and accepts."""
    late_and_silent(world)
    world.person("R5", Manner(after=10.0, later=9.0), number=world.people["R5"].handset.phone.number)


def while_it_rings(change: Happens) -> Happens:
    """Something changes while Saima's phone rings."""

    def happens(world: World) -> None:
        world.when(world.rings("Saima"), lambda: change(world))

    return happens


def then_refuses(change: Happens) -> Happens:
    """The same, and Saima refuses."""

    def happens(world: World) -> None:
        world.person("Saima", REFUSES)
        while_it_rings(change)(world)

    return happens


def at_midnight(world: World) -> None:
    """Saima's shift ends while her phone rings, and she refuses; Amina's begins."""
    day, night = "mon-sun 12:00-24:00", "mon-sun 00:00-12:00"
    world.roster(f"Saima,+923991000003,counsellor,female,ur,{day},\nAmina,+923991000001,lawyer,female,ur,{night},\n")
    world.person("Saima", REFUSES)
    world.skips_to(23, 59, 47)


def shift_ends(world: World) -> None:
    """The only shift ends while the first phone rings unanswered: nobody is left."""
    world.roster("".join(f"{name},{world.people[name].handset.phone.number},counsellor,female,ur,mon-sun 12:00-15:00,\n"
                         for name in ("Amina", "Saima")))  # fmt: skip
    world.person("Amina", IGNORES)
    world.skips_to(14, 59, 40)


def back_while_it_rings(manner: Manner) -> Happens:
    """All but Saima are on a break, which ends while her phone rings unanswered; then each takes her ring so."""

    def happens(world: World) -> None:
        store, others = world.hotline.store, [world.id_of(name) for name in ("Amina", "Tariq")]
        for one in others:
            store.add_stretch(one, world.now, world.now + timedelta(hours=1), "break", world.now, on=False)
        world.everybody(manner)
        world.person("Saima", IGNORES)
        world.when(world.rings("Saima"), lambda: [store.remove_stretches(one, "break", world.now) for one in others])

    return happens


def new_people_come(world: World) -> None:
    """The roster is another one from now on."""
    world.roster(f"Zara,+923992000009,counsellor,female,ur,{ALWAYS},\n")


AWAY = "1 1 3 4 1 4 1 1"  # online; nobody from: Punjab, the next districts, Multan; a woman
CASES = (
    Case("nothing", PERSON),
    *(Case(what, PERSON, first(manner)) for what, manner in MANNERS.items()),
    *(Case(f"everybody: {what}", STORED, all_of_them(manner)) for what, manner in MANNERS.items()),
    *(Case(f"everybody: {what}", WORDS, all_of_them(manner), then=SILENT) for what, manner in MANNERS.items()),
    *(Case(f"six on duty: {what}", STORED, all_of_six(manner)) for what, manner in MANNERS.items()),
    Case("she accepts and hangs up at once", PERSON, first(TAKES_AND_GOES)),
    Case("everybody accepts and hangs up at once", STORED, all_of_them(TAKES_AND_GOES)),
    Case("two accept at once in a wave", PERSON, two_answer_at_once),
    Case("six on duty: the last two answer late and press nothing", STORED, late_and_silent),
    Case("six on duty: the last two answer late and accept", PERSON, late_and_accepted),
    Case("all six ignore it in danger", STORED, all_of_six(IGNORES), DANGER),
    Case("the roster is empty", STORED, nobody),
    Case("the roster is empty", WORDS, nobody, then=SILENT),
    Case("danger, and nobody on duty", STORED, nobody, DANGER),
    Case("danger, and nobody on duty", WORDS, nobody, DANGER, SILENT),
    Case("danger, and nobody answers", STORED, all_of_them(IGNORES), DANGER),
    Case("danger, and silence from the menu on", PERSON, keys="1 4", then=SILENT),
    Case("the roster is emptied while it rings, and she accepts", PERSON, while_it_rings(nobody)),
    Case("the roster is emptied while it rings, and she refuses", STORED, then_refuses(nobody)),
    Case("the roster becomes another one while it rings", PERSON, then_refuses(new_people_come)),
    Case("she is taken off the roster while it rings, and accepts", PERSON,
         while_it_rings(lambda world: world.leaves("Saima"))),
    Case("she is taken off the roster while it rings, and refuses", PERSON,
         then_refuses(lambda world: world.leaves("Saima"))),
    Case("a woman only, and only men on duty: a man now", PERSON, only_men, WOMAN),
    Case("a woman only, and only men on duty: a woman later", STORED, only_men, f"{WOMAN} 2"),
    Case("a woman only, and only men on duty", WORDS, only_men, WOMAN, SILENT),
    Case("a woman only, and no woman answers", PERSON, no_woman_answers, WOMAN),
    Case("nobody speaks her language: another language", PERSON, english_only),
    Case("nobody speaks her language: later", STORED, english_only, f"{ANYONE} 2"),
    Case("nobody speaks her language", WORDS, english_only, then=SILENT),
    Case("the same person is off duty: somebody else", PERSON, same_person_is_off, ""),
    Case("the same person is off duty", WORDS, same_person_is_off, "", SILENT),
    Case("nobody is left outside her own district", STORED, all_from_multan, AWAY),
    Case("nobody is left outside her own district", WORDS, all_from_multan, AWAY, SILENT),
    Case("everybody is at the limit of the day", STORED, at_their_limit),
    Case("everybody is at the limit of the day", WORDS, at_their_limit, then=SILENT),
    Case("nobody confirmed her shift", PERSON, unconfirmed),
    Case("midnight passes while it rings, and the shift changes", PERSON, at_midnight),
    Case("the last shift ends while it rings", STORED, shift_ends),
    Case("others come back while the only phone rings unanswered", PERSON, back_while_it_rings(TAKES)),
    Case("others come back while the only phone rings, and ignore it too", STORED, back_while_it_rings(IGNORES)),
    Case("others come back while the only phone rings, and she presses 3", STORED, back_while_it_rings(TAKES),
         how={"at_pause": "3"}),
    Case("the lawyer is asked for and none is on duty", PERSON, lambda world: world.leaves("Amina"), LAWYER, PRESSES),
)
