"""Texts as a subscriber writes and reads them."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import HER, HOTLINE, Hotline


@pytest.mark.parametrize(("typed", "script"), [("MADAD", "Jawab mein"), ("مدد", "جواب میں"), ("Help", "Reply with"),
                                              ("  plz maded chahiye!!", "Jawab mein"), ("مدد چاہیے", "جواب میں")])
def test_help_is_answered_in_the_script_it_came_in(hotline: Hotline, typed: str, script: str) -> None:
    hotline.phone().texts(typed).reads(script)


def test_numbered_choices_go_on_for_a_day(hotline: Hotline) -> None:
    """Information, a group, a topic, what to do today; in Urdu digits too."""
    her = hotline.phone().texts("مدد")
    her.reads("2 معلومات")
    her.texts("۲").reads("1 گھر")
    her.texts("۱").reads("2 شادی")
    assert her.texts("۲").reads("1 کیا کریں").parts <= 3
    hotline.journey.passes(23 * 3600)
    assert her.texts("٢").reads("3 بات").parts <= 2
    hotline.journey.passes(25 * 3600)
    her.texts("1").reads("Jawab mein number")


def test_a_callback_request_by_text(hotline: Hotline) -> None:
    her = hotline.phone().texts("mujhe call karo")
    her.reads("1 Isi number par")
    her.texts("1").reads("2 Subah")
    her.texts("do").reads("3 Hafta, Itwar")
    her.texts("1").reads("2 doosre bhi")
    her.texts("2").reads("2 Nasreen")
    her.texts("2").reads("4 parcel")
    her.texts("4").reads("1 Qanoon, police")
    her.texts("1").reads("1 Sirf khatoon")
    her.texts("1").reads("subah 8 se 12", "sirf khatoon", "Naam: Nasreen", "Doosron se: parcel wale")
    [reference] = [her.texts("ji").reads("Aap ka number").body.split(": ")[1].split()[0]]
    [stored] = hotline.store.callbacks()
    assert stored.reference == reference
    assert (stored.channel, stored.window, stored.woman_only) == ("sms", "morning", True)
    assert hotline.store.callback_number(stored.id).e164 == HER


def test_do_not_call_withdraws_what_was_asked(hotline: Hotline) -> None:
    """A negation beside "call" is never taken for a wish to be called."""
    her = hotline.phone().texts("call me")
    her.reads("This number")
    for key in ("1", "1", "1", "2", "1"):
        her.texts(key).reads()
    assert [one.state for one in hotline.store.callbacks()] == ["new"]
    her.texts("mujhe call mat karna").reads("call nahi aaye gi")
    assert [one.state for one in hotline.store.callbacks()] == ["withdrawn"]


def test_stop_and_start(hotline: Hotline) -> None:
    her = hotline.phone().texts("band")
    her.reads("ab msg nahi aaye ga")
    assert hotline.store.is_blocked(HER)
    her.texts("shuru").reads("Jawab mein")
    assert not hotline.store.is_blocked(HER)


@pytest.mark.parametrize("typed", ["who are you", "ap kon hain", "آپ کون ہیں", "kon ho"])
def test_who_are_you_is_answered_neutrally(hotline: Hotline, typed: str) -> None:
    """Whoever checks the phone learns nothing; the star it names really gives household tips."""
    her = hotline.phone().texts(typed)
    answer = her.reads().body
    assert "*" in answer
    for told in ("harass", "law", "help", "ہراس", "مدد", "madad"):
        assert told not in answer.lower()
    her.texts("*").reads()


def test_unknown_words_are_never_echoed_and_lead_to_a_person_in_the_end(hotline: Hotline) -> None:
    her = hotline.phone()
    for _ in range(3):
        answer = her.texts("qwertz zyxw blorp").reads().body
        assert "blorp" not in answer
    her.texts("qwertz zyxw blorp").reads("1 Baat karni hai", "2 Mujhe call karein")


def test_language_can_be_switched(hotline: Hotline) -> None:
    her = hotline.phone().texts("english")
    her.reads("Reply with a number")
    her.texts("urdu").reads("جواب میں")


def test_withheld_texters_are_answered_but_never_taken_for_one_person(hotline: Hotline) -> None:
    """Nothing of a conversation is kept for a sender who stands for many people."""
    for sid, body in (("SM1", "call me"), ("SM2", "1")):
        form = [("From", "anonymous"), ("To", HOTLINE), ("MessageSid", sid), ("Body", body)]
        request = hotline.carrier.webhooks.request("POST", f"{hotline.settings.public_url}/twilio/sms", form)
        assert hotline.carrier.replay(request).status == 200
    assert hotline.store.db.query("select * from turns where identity_print is not null or place is not null") == []


@pytest.mark.parametrize(
    "body", ["", " ", "\u200f\u200e", "😀😀", "x" * 5000, "\0\0", "مدد\u0000", "\x0b\x0c", "9" * 400]
)
def test_strange_bodies_are_answered_safely(hotline: Hotline, body: str) -> None:
    her = hotline.phone().texts(body)
    assert her.phone.inbox
    assert not hotline.carrier.problems


@pytest.mark.parametrize(("body", "words"), [("مدد", "تھوڑی دیر بعد"), ("madad", "thori der baad")])
def test_a_bug_is_an_apology_and_never_silence(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch, body: str, words: str
) -> None:
    """Whatever breaks while a text is answered, she reads that it should be sent again."""
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(hotline.store), "turn_before", breaks)
    hotline.phone().texts(body).reads(words)
