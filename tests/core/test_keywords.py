"""What a text is taken to mean, in three scripts; and that ordinary sentences are taken to mean nothing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hotline
from hotline.core.keywords import Match, Matcher
from hotline.flows.texts import MEANT
from tests.core.keyword_cases import ANSWERS, NUMBERS, SENTENCES, SPELLINGS, pairs

SAFETY = {"dont_call", "not_mine", "someone_near", "stop", "danger", "distress"}
TABLE = tomllib.loads((Path(hotline.__file__).parent / "content" / "keywords.toml").read_text(encoding="utf-8"))
MATCHER = Matcher.from_table(TABLE)
INTENTS = {*MEANT, "again", "back", "yes", "no"}


def meant(text: str, *, open_question: bool = False) -> str | None:
    return MATCHER.match(text, open_question=open_question).intent


def test_every_intent_can_be_meant() -> None:
    assert set(TABLE["intents"]) == INTENTS


def test_sentences_are_understood() -> None:
    """At least 95 in 100, and none is taken for another safety matter."""
    cases = pairs(SENTENCES)
    wrong = {text: got for wanted, text in cases if (got := meant(text)) != wanted}
    assert len(wrong) <= len(cases) / 20, wrong
    assert not SAFETY & set(wrong.values()), wrong


def test_answers_to_an_open_question_are_recognised() -> None:
    for wanted, text in pairs(ANSWERS):
        assert meant(text, open_question=True) == wanted, text


@pytest.mark.parametrize(
    "text", ["ji", "g", "haan", "na", "nai", "no", "n", "bas", "ok", "theek hai", "do", "2", "دو", "no 1"]
)
def test_without_an_open_question_an_answer_does_nothing(text: str) -> None:
    match = MATCHER.match(text, open_question=False)
    assert (match.intent, match.digits) == (None, None)


def test_numbers_are_read_in_any_digits_and_words() -> None:
    for wanted, text in pairs(NUMBERS):
        assert MATCHER.match(text, open_question=True).digits == wanted, text


@pytest.mark.parametrize("key", ["0", "*", "#"])
def test_keys_that_work_everywhere_need_no_open_question(key: str) -> None:
    assert MATCHER.match(key, open_question=False).digits == key


@pytest.mark.parametrize(
    "word",
    [
        "izzat", "malik", "sab", "sub", "kal", "bad", "mar", "dr", "kasur", "jang", "bas", "nai", "mian", "zabardast",
        "mard", "mushaira", "dhamaka", "policy", "kahani", "sakht", "sabit", "suit", "shady", "talash", "qatra",
        "diwar",
    ],
)  # fmt: skip
def test_an_ordinary_word_never_acts_alone(word: str) -> None:
    assert meant(word) is None


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ("call me", "do not call me"),
        ("mujhe call karo", "mujhe call mat karo"),
        ("mujhe phone karein", "mujhe phone na karein"),
        ("مجھے کال کریں", "مجھے کال نہ کریں"),
        ("call karo na", "call na karo"),
    ],
)
def test_a_negation_beside_the_call_turns_it_round(wish: str, refusal: str) -> None:
    assert meant(wish) == "call_me"
    assert meant(refusal) == "dont_call"


@pytest.mark.parametrize(
    "text",
    [
        "abhi nahi kal call karna", "raat ko nahi subah call karna", "message nahi call karen",
        "msg na karna call karna", "mere shohar ghar par nahi hain call kar len", "koi nahi hai call kar len",
        "mujhe call karna mat bhoolna", "call karna na bhoolein plz", "don't forget to call me",
        "please call, not text", "ابھی نہیں شام کو کال کریں", "گھر پر کوئی نہیں کال کر لیں",
        "مجھے کال کرنا مت بھولنا", "میسج نہیں کال کریں",
    ],
)  # fmt: skip
def test_what_is_refused_beside_a_wish_does_not_refuse_the_call(text: str) -> None:
    """A "not" that belongs to the hour, to texts or to who is at home; and "do not forget"."""
    assert meant(text) == "call_me"


@pytest.mark.parametrize(
    "text",
    [
        "aap ki call nahi aayi abhi tak", "call kyun nahi ki aap ne", "mera phone kharab tha is liye call na utha saki",
        "why did you not call me", "mera phone mere paas hi hai koi nahi dekhta", "phone mere paas rehta hai",
        "ab koi paas nahi hai", "main marna nahi chahti", "ab main theek hun khatra nahi", "is hafte msg nahi aaya",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_safety_phrase_is_none(text: str) -> None:
    assert meant(text) not in SAFETY


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("boss mujhe tang karta hai", "topic_work"),
        ("school me larke tang karte hain", "topic_school"),
        ("raste mein larke tang karte hain", "topic_street"),
        ("shohar bohat tang karta hai", "topic_home"),
        ("facebook par koi tang karta hai", "topic_phone"),
        ("meri bachi ko koi tang karta hai", "topic_children"),
        ("koi mujhe tang karta hai", "topic_what"),
        ("my manager is harassing me", "topic_work"),
    ],
)
def test_who_or_where_says_which_topic(text: str, intent: str) -> None:
    assert meant(text) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("balance nahi hai ap call kar len", "call_me"),
        ("mera bhai phone apne paas rakhta hai", "not_mine"),
        ("paas mian ke hota hai phone mera", "not_mine"),
        ("goliyan kha lungi", "distress"),
        ("bukhar ki goliyan kha li", None),
        ("churi le kar khara hai wo", "danger"),
        ("churi tez kar do gosht katna hai", None),
        ("tezab ke bare mein batao", "topic_acid"),
        ("larkon ne mera rasta roka hua hai", "topic_street"),
        ("counsellor se baat karni hai", "call_feelings"),
        ("karachi mein kahan jaun", "near_karachi"),
        ("boss dhamki deta hai", "topic_work"),
        ("msg mat bhejna shohar dekh leta hai", "stop"),
        ("msg karo na", None),
        ("mujhe call karo msg mat karna", "call_me"),
    ],
)
def test_words_that_stand_together_say_what_is_meant(text: str, intent: str | None) -> None:
    """In any order, unless a word beside them says otherwise; and what is said outright comes before that."""
    assert meant(text) == intent


def test_a_hint_is_only_asked_about() -> None:
    match = MATCHER.match("call se parhez karen", open_question=False)
    assert (match.intent, match.offered) == (None, ("dont_call",))


def test_plural_and_oblique_forms_are_the_word() -> None:
    """Nouns change before "ko" and "se": larka, larke, larkon; bazar, bazaron."""
    for text in ("sargodhe mein kahan jaun", "bazaron mein tang karte hain", "لڑکوں نے تنگ کیا"):
        assert meant(text) in ("near_sargodha", "topic_street", "topic_what"), text


@pytest.mark.parametrize(
    "text", ["gari band ho gai", "the bus did not stop", "stop at the shop", "bas nikal gai", "this is the end of it"]
)
def test_stop_is_only_the_whole_message(text: str) -> None:
    assert meant(text, open_question=True) != "stop"


@pytest.mark.parametrize(
    "text", ["wakeel nahi chahiye", "mujhe madad nahi chahiye", "I dont need help", "no need for a lawyer"]
)
def test_what_is_not_wanted_is_not_given(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("مدد", "ur"), ("madad", "ur_Latn"), ("help", "en"), ("mujhe help chahiye", "ur_Latn"), ("I need help", "en"),
        ("call me", "en"), ("mujhe call karo", "ur_Latn"), ("who are you", "en"), ("ap kon hain", "ur_Latn"),
        ("madad مدد", "ur"), ("1", None), ("۱", None), ("police", None), ("", None), ("😀", None),
    ],
)  # fmt: skip
def test_the_script_is_the_one_that_was_written(text: str, script: str | None) -> None:
    """A number, or a word that Urdu and English share, shows none: the conversation keeps its own."""
    assert MATCHER.match(text, open_question=False).script == script


def test_yes_is_no_wish_for_english() -> None:
    assert MATCHER.match("yes", open_question=True).script is None


def test_it_says_why() -> None:
    why = " / ".join(MATCHER.match("plz call mt krna", open_question=False).why)
    assert "safety" in why
    assert "call mt krna" in why


MARKS = "\u200c\u200d\u200e\u200f\u202b\ufeff\u0640\u064e\u0651\0"
MEANT = [text for _, text in pairs(SPELLINGS)]


def result(text: str, *, open_question: bool = False) -> tuple[str | None, str | None]:
    match = MATCHER.match(text, open_question=open_question)
    return match.intent, match.digits


@given(st.text(), st.booleans())
def test_any_text_is_matched(text: str, open_question: bool) -> None:
    """Never raises, never both an intent and a number, always a reason."""
    match = MATCHER.match(text, open_question=open_question)
    assert isinstance(match, Match)
    assert match.intent is None or match.digits is None
    assert match.why


@given(st.lists(st.sampled_from([*TABLE["words"], "na", "call", "mat", "stop", "1", "*"]), max_size=40), st.booleans())
def test_any_words_in_any_order_are_matched(words: list[str], open_question: bool) -> None:
    assert MATCHER.match(" ".join(words), open_question=open_question).why


@given(st.sampled_from(MEANT), st.sampled_from([str.upper, str.title, str.swapcase]))
def test_case_changes_nothing(text: str, cased: type) -> None:
    assert result(cased(text)) == result(text)


@given(
    st.sampled_from(MEANT),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(MARKS)), max_size=5),
)
def test_joiners_and_marks_change_nothing(text: str, added: list[tuple[int, str]]) -> None:
    dressed = text
    for place, mark in added:
        at = place % (len(dressed) + 1)
        dressed = dressed[:at] + mark + dressed[at:]
    assert result(dressed) == result(text)


@given(st.sampled_from(MEANT), st.sampled_from(["!!!", " ...", "۔", " 🙏", "؟", "\n", " plz", " please"]))
def test_punctuation_and_pleases_change_nothing(text: str, end: str) -> None:
    assert result(text + end) == result(text)


@given(st.integers(0, 9), st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"]))
def test_any_set_of_digits_is_a_number(digit: int, digits: str) -> None:
    assert result(digits[digit], open_question=True) == (None, str(digit))


def test_a_missed_call_before_it_does_not_hide_that_he_is_hitting_her() -> None:
    assert meant("مس کال. mujhe maar raha hai") == "danger"
    assert meant("missed call maar raha hai") not in SAFETY


@pytest.mark.parametrize(
    "safe", ["mujhe call mat karo", "main marna chahti hun", "mujhe maar raha hai", "ye phone mera nahi"]
)
def test_safety_comes_before_everything(safe: str) -> None:
    """Whatever else a message asks for, before or after, what must not be misread decides."""
    others = [text for intent, text in pairs(SPELLINGS) if intent not in SAFETY]
    messages = [both for other in others for both in (f"{safe}. {other}", f"{other}. {safe}")]
    assert [both for both in messages if meant(both) not in SAFETY] == []
