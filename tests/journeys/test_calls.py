"""Calls as a caller lives through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.core.records import Person
from tests.journeys.conftest import AMINA, SAIMA, TARIQ, Hotline

HEADER = "name,phone,role,gender,languages,shifts,pin"


def test_a_first_call_is_neutral_and_in_urdu_first(hotline: Hotline) -> None:
    """The greeting names no harassment, no law, no organisation; Urdu is offered before English."""
    her = hotline.phone().calls()
    her.hears("greeting", "language_ur", "language_en")
    words = " ".join(item.text for item in her.phone.heard)
    for told in ("ہراس", "قانون", "harass", "law", "ادارہ"):
        assert told not in words


def test_she_listens_to_tips_and_asks_for_another(hotline: Hotline) -> None:
    """Group, topic, what it is, a tip, another tip, what to do today, other topics."""
    her = hotline.phone().calls()
    her.hears("language_ur").presses("1").hears("menu_info").presses("2").hears("group_outside").presses("3")
    her.hears("topic_what").presses("4").hears("about_what", "about_what_2", "about_tips").presses("2")
    her.hears("tip_what_2", "tip_another").presses("1").hears("tip_what_3")
    her.presses("#").presses("#").hears("about_what", "about_steps").presses("1").hears("step_what_1", "step_next")
    her.presses("#").presses("4").hears("group_home")


def test_she_learns_by_questions_and_answers(hotline: Hotline) -> None:
    """A wrong answer brings the reason and no score; then comes the next question."""
    her = hotline.phone().calls().presses("1").presses("2").presses("4").presses("3").hears("to_quiz").presses("1")
    her.hears("quiz_1", "quiz_yes", "quiz_no").presses("2").hears("quiz_wrong", "quiz_1_why", "quiz_next").presses("1")
    her.hears("quiz_2").presses("2").hears("quiz_right", "quiz_2_why")


def test_she_asks_who_is_near_by_province_and_city(hotline: Hotline) -> None:
    """Of all that is told about Punjab and Multan, a live caller hears what names no untested number."""
    her = hotline.phone().calls().presses("1").presses("2").presses("4").presses("1").hears("to_near").presses("4")
    her.hears("near_which", "in_punjab").presses("1").hears("near_punjab_4", "near_cities")
    her.does_not_hear("near_punjab_1")
    her.presses("2").hears("in_multan").presses("3").hears("near_multan_1", "near_province")
    her.presses("1").hears("near_punjab_4")


def test_a_lawyer_is_rung_and_takes_the_call(hotline: Hotline) -> None:
    """The responder hears language and subject first, presses a key, and they talk."""
    her, amina = hotline.phone().calls(), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").presses("1").presses("2").hears("who_woman").presses("1").hears("connect")
    amina.rings()
    assert amina.phone.caller_id == hotline.settings.number.e164
    amina.answers().hears("whisper").presses("1")
    her.talks_to(amina)
    amina.hangs_up()
    her.hears("stay_on_line")
    amina.rings().answers().hears("result_menu").presses("1").hears("result_thanks").hears_the_end()
    her.hears("after_talk", "to_menu").hangs_up()


@pytest.mark.parametrize("manner", ["refuses", "passes on", "lets it ring", "is busy", "has a voicemail"])
def test_the_next_person_is_rung_when_one_does_not_take_it(hotline: Hotline, manner: str) -> None:
    """Refused, passed on, unanswered, busy or a voicemail: the call goes to the next, never to a machine."""
    her, saima, tariq = hotline.phone(), hotline.phone(SAIMA), hotline.phone(TARIQ)
    if manner == "is busy":
        saima.phone.manner = "busy"
    if manner == "has a voicemail":
        saima.phone.manner, saima.phone.voicemail_after = "voicemail", 5.0
    her.calls().hears("language_ur").presses("1").presses("1").presses("4").hears("connect")
    if manner in ("refuses", "passes on", "lets it ring"):
        saima.rings()
        if manner == "passes on":
            saima.answers().presses("2")
        else:
            saima.refuses() if manner == "refuses" else saima.lets_it_ring()
    hotline.journey.passes(30 if manner == "has a voicemail" else 1)
    her.hears("wait_next")
    tariq.rings().answers().presses("5")
    her.talks_to(tariq)


@pytest.mark.parametrize("key", "013456789*#")
def test_any_key_but_2_takes_the_call(hotline: Hotline, key: str) -> None:
    """Nobody has to look for a certain key in the dark."""
    her, saima = hotline.phone().calls(), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").presses("1").presses("4").hears("connect")
    saima.rings().answers().hears("whisper").presses(key).hears("promises_all")
    her.talks_to(saima)


def test_the_whisper_starts_at_once_and_ten_seconds_of_silence_pass_the_call_on(hotline: Hotline) -> None:
    her, saima = hotline.phone().calls(), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").presses("1").presses("4").hears("connect")
    saima.rings()
    answered = hotline.clock()
    saima.answers().hears("spoken_ur", "whisper", "subject_other").listens()
    hotline.phone(TARIQ).rings()
    _, *sounds, end = saima.phone.last_call()
    assert sounds[0].at == answered
    assert end.at - (sounds[-1].at + (sounds[-1].seconds or 0.0)) == pytest.approx(10)


def test_only_women_are_rung_when_she_asks_for_a_woman(hotline: Hotline) -> None:
    """When no woman answers she is asked: a man now, or a woman who rings her. Before that no man's phone rings."""
    her, saima, tariq, amina = hotline.phone(), hotline.phone(SAIMA), hotline.phone(TARIQ), hotline.phone(AMINA)
    her.calls().hears("language_ur").presses("1").presses("1").hears("talk_woman").presses("1")
    saima.rings().refuses()
    amina.rings().refuses()
    her.hears("no_woman", "no_woman_man", "no_woman_callback")
    tariq.does_not_ring()
    her.presses("1").hears("connect")
    tariq.rings().answers().presses("1")
    her.talks_to(tariq)


def test_a_woman_is_kept_as_her_wish_when_she_would_rather_be_rung(hotline: Hotline) -> None:
    """Two keys, and it is stored: by a woman, now, on this number, with her place in the line."""
    her, saima, amina = hotline.phone(), hotline.phone(SAIMA), hotline.phone(AMINA)
    her.calls().hears("language_ur").presses("1").presses("1").hears("talk_woman").presses("1")
    saima.rings()
    begun = hotline.clock.utc()
    saima.refuses()
    amina.rings().refuses()
    her.hears("no_woman").presses("2").hears("later", "later_this").presses("1").hears("callback_stored")
    [stored] = hotline.store.callbacks()
    assert (stored.window, stored.woman_only, stored.since) == ("now", True, stored.since)
    assert timedelta() <= begun - stored.since < timedelta(seconds=6)


def test_two_then_three_phones_ring_together_and_the_quickest_takes_the_call(hotline: Hotline) -> None:
    """The second to press a key hears kindly that it is taken; the others just stop ringing."""
    rows = "".join(f"R{n},+92399200000{n},counsellor,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,\n"
                   for n in range(5))
    hotline.has_roster(f"{HEADER}\n{rows}")
    r = [hotline.phone(f"+92399200000{n}") for n in range(5)]
    her = hotline.phone().calls()
    her.hears("language_ur").presses("1").presses("1").presses("4").hears("connect")
    for n in (0, 1):
        r[n].rings().refuses()
        her.hears("wait_next")
    r[2].rings()
    r[3].rings()
    r[4].does_not_ring()
    r[2].answers()
    r[3].answers().hears("whisper").presses("1")
    r[2].hears("whisper").presses("1").hears("whisper_taken").hears_the_end()
    her.talks_to(r[3])


def test_in_danger_everybody_is_rung_at_once(hotline: Hotline) -> None:
    her = hotline.phone().calls()
    her.hears("language_ur").presses("1").presses("4").hears("danger_connect").presses("1")
    phones = [hotline.phone(number) for number in (SAIMA, TARIQ, AMINA)]
    for phone in phones:
        phone.rings()
    phones[1].answers().hears("whisper_danger").presses("1").hears("promises_all")
    her.talks_to(phones[1])


def test_in_danger_too_a_woman_is_rung_for_whom_wants_a_woman(hotline: Hotline) -> None:
    """What she asked for before she pressed the key for danger is not given up behind her back."""
    her, saima, tariq, amina = hotline.phone().calls(), hotline.phone(SAIMA), hotline.phone(TARIQ), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").presses("1").hears("talk_woman").presses("1")
    saima.rings().refuses()
    her.hears("wait_next").presses("#").hears("talk_woman").presses("#").hears("menu_danger").presses("4")
    her.hears("danger_connect").presses("1")
    saima.rings().refuses()
    amina.rings().refuses()
    tariq.does_not_ring()
    her.hears("no_woman", "no_woman_man").presses("1")
    tariq.rings().answers().hears("whisper_danger").presses("1")
    her.talks_to(tariq)


def test_in_danger_too_nobody_from_her_district_is_rung(hotline: Hotline) -> None:
    people = [Person(replace(one, district="multan" if one.name == "Saima" else "lahore"), "")
              for one in hotline.store.responders()]
    hotline.store.replace_roster(people, hotline.clock.utc())
    her = hotline.phone().calls().hears("language_ur").presses("1").presses("1").presses("3").presses("4")
    her.hears("province_punjab").presses("1").presses("4").hears("place_multan").presses("1").hears("who_woman")
    for menu in ("place_multan", "place_more", "province_punjab", "who_away", "talk_woman", "menu_danger"):
        her.presses("#").hears(menu)
    her.presses("4").presses("1")
    hotline.phone(AMINA).rings()
    hotline.phone(TARIQ).rings()
    hotline.phone(SAIMA).does_not_ring()


def test_in_danger_and_silent_she_is_rung_through_in_any_language(hotline: Hotline) -> None:
    """She chose English and nobody on duty speaks it: nothing is asked of somebody who may be unable to press."""
    hotline.has_roster(f"{HEADER}\nAmina,{AMINA},lawyer,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,\n")
    her = hotline.phone().calls().hears("language_en").presses("2").hears("menu_danger").presses("4")
    her.stays_silent().stays_silent().stays_silent()
    hotline.phone(AMINA).rings().answers().hears("whisper_danger", "spoken_en")


def test_a_promise_that_she_lifts_is_told_to_whoever_takes_her_call(hotline: Hotline) -> None:
    """Police may be asked for help, the family still not: the responder hears exactly that."""
    her, saima = hotline.phone().calls(), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").hears("menu_info").presses("2").presses("4").presses("3")
    her.hears("to_promises").presses("3").hears("promises_intro").presses("2").hears("promise_police_lift").presses("2")
    her.hears("promises_intro").presses("4").presses("1").presses("1").hears("connect")
    saima.rings().answers().hears("whisper").presses("1")
    saima.hears("promises_some", "bound_family_no", "bound_police_yes", "bound_media_no")
    her.talks_to(saima)


def test_she_talks_to_the_same_person_again(hotline: Hotline) -> None:
    """At the end she is told two digits; another day they ring that person first and nobody else."""
    her, saima, amina = hotline.phone().calls(), hotline.phone(SAIMA), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").presses("1").presses("4").hears("connect")
    saima.rings().answers().presses("1")
    her.talks_to(saima)
    saima.hangs_up()
    saima.rings().refuses()
    her.hears("person_code", "after_talk").hangs_up()
    [code] = [one.code for one in hotline.store.responders() if one.name == "Saima"]
    her.calls().hears("language_ur").presses("1").presses("1").presses("2").hears("who_again").presses("3")
    her.hears("who_code").presses(f"{code}#").hears("connect")
    saima.rings().refuses()
    her.hears("no_person", "no_person_other")
    amina.does_not_ring()


def test_nobody_from_her_own_district_is_rung_and_responders_do_not_hear_of_it(hotline: Hotline) -> None:
    """Saima lives in Multan too: she never rings; Amina hears what she always hears."""
    people = [Person(replace(one, district="multan" if one.name == "Saima" else "lahore"), "")
              for one in hotline.store.responders()]
    hotline.store.replace_roster(people, hotline.clock.utc())
    her, saima, amina = hotline.phone().calls(), hotline.phone(SAIMA), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").presses("1").presses("3").hears("who_away").presses("4")
    her.hears("province_punjab").presses("1").hears("place_more").presses("4").hears("place_multan").presses("1")
    her.hears("who_woman").presses("1").hears("connect")
    amina.rings().answers().hears("whisper").presses("1").hears("promises_all")
    saima.does_not_ring()
    her.talks_to(amina)


def test_nobody_on_duty_leads_to_a_callback_without_asking_twice(tmp_path, hotline: Hotline) -> None:
    """What she said already, the subject and a woman, is not asked again."""
    hotline.has_roster(f"{HEADER}\nA,+923991000001,lawyer,female,ur,mon 03:00-03:30,\n")
    her = hotline.phone().calls()
    her.hears("language_ur").presses("1").presses("1").presses("2").presses("1").hears("nobody").presses("1")
    her.hears("later_other").presses("2").hears("callback_intro").presses("1").hears("callback_when").presses("2")
    her.hears("callback_days").presses("1").hears("card_own").presses("1").hears("card_text_no").presses("1")
    her.hears("callback_confirm").presses("1").hears("callback_stored")
    [stored] = hotline.store.callbacks()
    assert (stored.subject, stored.woman_only, stored.window, stored.days) == ("law", True, "morning", "any")


def test_after_ninety_seconds_of_ringing_the_callback_is_offered(hotline: Hotline) -> None:
    """Ring after ring without an answer ends at the callback."""
    rows = "".join(f"R{n},+92399200000{n},counsellor,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,\n"
                   for n in range(8))
    hotline.has_roster(f"{HEADER}\n{rows}")
    phones = [hotline.phone(f"+92399200000{n}") for n in range(8)]
    for one in phones:
        one.phone.manner = "no answer"
    her = hotline.phone().calls()
    her.hears("language_ur").presses("1").presses("0").hears("connect")
    began = hotline.clock()
    while not any(item.says("nobody") for item in her.phone.heard) and hotline.clock() - began < 200:
        hotline.journey.step()
    assert 90 <= hotline.clock() - began <= 125
    her.hears("nobody", "nobody_callback")


def test_danger_names_the_numbers_and_connects_without_questions(tmp_path, hotline: Hotline) -> None:
    """Live, the numbers are spoken only after a dial test; the way to a person is there in any case."""
    her, saima = hotline.phone().calls(), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").presses("4").hears("danger_no_numbers", "danger_connect").presses("1")
    saima.rings().answers().hears("whisper_danger").presses("7")
    her.talks_to(saima)


def test_silence_is_met_with_the_menu_twice_then_a_person_then_useful_words(hotline: Hotline) -> None:
    """Somebody who cannot press is not left on silence."""
    her = hotline.phone().calls().hears("language_ur").presses("1").hears("menu_talk")
    for _ in range(2):
        her.stays_silent().hears("not_heard", "menu_talk")
    her.stays_silent().hears("rescue_talk", "rescue_callback")
    her.stays_silent().hears("useful_no_numbers", "goodbye").hears_the_end()


def test_wrong_keys_are_told_and_the_menu_is_said_again(hotline: Hotline) -> None:
    her = hotline.phone().calls().presses("1").hears("menu_talk").presses("7").hears("wrong_key", "menu_talk")
    her.presses("8").hears("wrong_key").presses("5").hears("rescue_talk")


def test_the_star_key_is_innocent_and_leads_nowhere_back(hotline: Hotline) -> None:
    """Household tips, then goodbye; no key leads back to the menu, and nothing is kept."""
    her = hotline.phone().calls().hears("language_ur").presses("1").presses("*").hears("decoy_1")
    her.presses("#").hears("decoy_2").presses("0").hears("decoy_3").presses("9").hears("goodbye").hears_the_end()
    her.does_not_hear("connect")


def test_back_and_again(hotline: Hotline) -> None:
    her = hotline.phone().calls().presses("1").presses("2").hears("group_home").presses("4").hears("group_after")
    her.presses("#").hears("group_home").presses("9").hears("group_home").presses("#").hears("menu_talk")


def test_another_number_is_keyed_in_read_back_and_corrected(hotline: Hotline) -> None:
    her = hotline.phone().calls().presses("1").presses("3").hears("callback_intro").presses("2")
    her.hears("callback_other").presses("0399123#").hears("callback_wrong", "callback_other").presses("03995556677#")
    her.hears("callback_check", "digit_0", "digit_3", "digit_9", "digit_9", "digit_5", "callback_right").presses("2")
    her.hears("callback_other").presses("03995556688#").presses("1").hears("callback_when").presses("1")
    her.hears("talk_law").presses("3").hears("who_woman").presses("2").hears("callback_confirm").presses("1")
    [stored] = hotline.store.callbacks()
    her.hears("callback_stored", *(f"digit_{digit}" for digit in stored.reference), "to_menu")
    assert hotline.store.callback_number(stored.id).e164 == "+923995556688"
    assert (stored.window, stored.subject, stored.woman_only) == ("now", "online", False)
    assert len(stored.reference) == 4


def test_a_request_cut_off_half_way_stores_nothing(hotline: Hotline) -> None:
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("3").presses("1").presses("1")
    her.presses("1").presses("2").hears("who_woman").presses("1").hears("callback_confirm").hangs_up()
    assert hotline.store.callbacks() == []


@pytest.mark.parametrize("shown", ["+266696687", "+7378742833", "+2562533", "+8656696", "+8566696", "+86282452253",
                                   "464", "+464", "anonymous", "Anonymous", "unknown", "restricted", "private", "",
                                   "client:somebody", "sip:anonymous@example.org", "1122", "+922134567890",
                                   "+447700900123", "sip:+923990000009@example.org"])
def test_every_kind_of_caller_is_served(hotline: Hotline, shown: str) -> None:
    """Withheld, foreign, short, landline and SIP callers hear the menu and may leave a request."""
    her = hotline.phone("+923990000077", shows=shown).calls()
    her.hears("language_ur").presses("1").presses("3")
    if "callback_instead" in [item.key for item in her.listens()]:
        her.presses("1").hears("callback_other").presses("03990001111#").presses("1")
    else:
        her.presses("1")
    her.hears("callback_when").presses("1").presses("4").presses("2").presses("1").hears("callback_stored")


def test_a_dead_database_leaves_the_menus_and_ends_at_useful_words(hotline: Hotline) -> None:
    """Tips go on; a ring or a request that cannot be noted is an apology and the next best help."""
    for table in ("notes", "claims", "rings", "callbacks"):
        hotline.store.db.execute(f"drop table {table}")
    her = hotline.phone().calls().presses("1").presses("2").presses("1").presses("1").hears("about_home")
    her.presses("1").presses("3")
    her.hears("talk_woman").presses("1").hears("nobody", "nobody_callback").presses("1")
    her.hears("later_this").presses("1").hears("callback_failed", "callback_again")
    her.stays_silent().stays_silent().hears("useful_no_numbers", "goodbye").hears_the_end()
