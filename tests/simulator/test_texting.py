"""Texts reach the hotline and its answers reach the phone, unless an opt-out word stands between."""

import pytest
from toy_hotline import HOTLINE, Town


def reply(body: str, **attributes: str) -> str:
    """A Message."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<Message{given}>{body}</Message>"


def test_a_text_and_its_answer(town: Town) -> None:
    """The hotline learns who wrote what; its answer lands in the sender's inbox."""
    town.toy.says("/sms", reply("Salaam &amp; welcome"))
    text = town.caller.texts("مدد").reads("welcome")
    (form,) = town.toy.asked("/sms")
    assert form["MessageSid"].startswith("SM")
    assert len(form["MessageSid"]) == 34
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"]
    assert (form["From"], form["To"], form["Body"]) == ("+923001234567", HOTLINE, "مدد")
    assert (form["NumMedia"], form["NumSegments"], form["SmsStatus"]) == ("0", "1", "received")
    assert (text.sender, text.parts) == (HOTLINE, 1)


def test_parts_are_counted(town: Town) -> None:
    """Each text knows how many parts it costs."""
    town.toy.says("/sms", reply("ا" * 71))
    assert town.caller.texts("a" * 161).reads().parts == 2
    assert town.toy.asked("/sms")[0]["NumSegments"] == "2"
    assert town.caller.phone.sent[0].parts == 2


def test_several_answers_and_none(town: Town) -> None:
    """As many Messages as there are; an empty Response says nothing."""
    town.toy.says("/sms", reply("one") + reply("two"))
    town.caller.texts("x").reads("one")
    town.caller.reads("two")
    town.toy.says("/sms", "")
    town.caller.texts("x").reads_nothing()


@pytest.mark.parametrize(("answer", "code"), [
    (("", 500), 11200), ("<Say>hello</Say>", 12200), (reply("a" * 1601), 21617),
    (reply("a", **{"from": "+14155550100"}), 21606)])
def test_a_failed_answer_sends_nothing(town: Town, answer, code: int) -> None:
    """The person gets silence, and the debugger the reason."""
    town.toy.says("/sms", answer)
    town.caller.texts("x").reads_nothing()
    assert town.codes == [code]


def test_redirects_between_documents(town: Town) -> None:
    """A Redirect asks the next address with the same text, fifty times at most."""
    town.toy.says("/sms", "<Redirect>/more</Redirect>")
    town.toy.says("/more", reply("here"))
    town.caller.texts("x").reads("here")
    town.toy.says("/more", "<Redirect>/more</Redirect>")
    town.caller.texts("x").reads_nothing()
    assert town.codes == [14106]


@pytest.mark.parametrize("word", [
    "STOP", " end ", "Cancel", "quit", "UNSUBSCRIBE", "optout", "revoke", "stopall"])
def test_opt_out_words_close_the_channel(town: Town, word: str) -> None:
    """A whole English opt-out word blocks the sender before the hotline can answer."""
    town.toy.says("/sms", reply("please stay"))
    town.caller.texts(word).reads("unsubscribed")
    town.caller.texts("help").reads_nothing()
    assert 21610 in town.codes
    assert town.toy.asked("/sms")[-1]["Body"] == "help"


def test_start_opens_it_again(town: Town) -> None:
    """START undoes it, and only then has an answer of the carrier's."""
    town.toy.says("/sms", reply("hello"))
    town.caller.texts("start").reads("hello")
    town.caller.texts("stop").reads("unsubscribed")
    town.caller.texts("start").reads("re-subscribed")
    assert town.caller.reads().body == "hello"


@pytest.mark.parametrize("body", ["please stop", "the end", "بند", "band", "stop."])
def test_other_words_do_not(town: Town, body: str) -> None:
    """Only the whole word, and only English."""
    town.toy.says("/sms", reply("hello"))
    town.caller.texts(body).reads("hello")


def test_one_persons_stop_is_not_anothers(town: Town) -> None:
    """Blocking holds for the pair of numbers."""
    town.toy.says("/sms", reply("hello"))
    town.caller.texts("stop").reads("unsubscribed")
    town.responder.texts("x").reads("hello")


def test_a_reply_may_be_followed(town: Town) -> None:
    """statusCallback of a Message is told sent and delivered."""
    town.toy.says("/sms", reply("hello", statusCallback="/receipt"))
    town.caller.texts("x").reads("hello")
    town.journey.passes(1)
    assert [form["MessageStatus"] for form in town.toy.asked("/receipt")] == ["sent", "delivered"]
