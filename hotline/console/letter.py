"""A complaint letter, filled from a request and from what she adds; each sentence of law names its source. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hotline.console.reader import Reader
from hotline.console.sentences import marked
from hotline.core.content import Fact

LONGEST = 4000  # characters of what happened
FIELDS = ("name", "address", "against", "place", "when", "happened", "witnesses", "proof", "wish")
# To whom, what it is about, what the law says (each with the fact that it rests on), what is asked for.
TEMPLATES: Mapping[str, tuple[str, str, tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "committee": (
        marked("To the Inquiry Committee against harassment at the workplace"),
        marked("Complaint of harassment at the workplace"),
        (
            (marked("Every organisation must have an Inquiry Committee of three, at least one of them a woman."), "L2"),
            (marked("The committee informs the accused within three days; he has seven days to answer."), "L3"),
            (marked("Whoever complains may go to the ombudsperson instead, at any time."), "L1"),
        ),
        (
            marked("Please begin an inquiry, and tell me in writing that you have received this letter."),
            marked("Please see to it that I am not harmed at work because of this complaint."),
        ),
    ),
    "ombudsperson": (
        marked("To the Ombudsperson for protection against harassment"),
        marked("Complaint of harassment at the workplace"),
        (
            (marked("A worker may complain to the committee of her organisation or straight to you."), "L1"),
            (marked("A complaint may be in Urdu or English, by hand, through somebody else, by post or e-mail."), "L8"),
        ),
        (
            marked("Please take up my complaint, and tell me its number and the day of the first hearing."),
            marked("Please treat my name and my papers as confidential."),
        ),
    ),
    "nccia": (
        marked("To the National Cyber Crime Investigation Agency (NCCIA)"),
        marked("Complaint of harassment by phone or internet"),
        (
            (marked("Threatening with intimate pictures or sharing them is a crime under section 21 of PECA."), "L43"),
            (marked("Repeated unwanted contact after a clear no is a crime under section 24 of PECA."), "L46"),
            (marked("Your agency investigates such crimes."), "L48"),
        ),
        (
            marked("Please register my complaint, give me its number, and secure the evidence."),
            marked("I have kept the phone and the original messages."),
        ),
    ),
    "police": (
        marked("To the officer in charge of the police station"),
        marked("Report of a crime"),
        (
            (marked("The police must write down a report of such a crime, read it back, and give a free copy."), "L80"),
            (marked("Insulting or following a woman is a crime under section 509 of the Pakistan Penal Code."), "L20"),
        ),
        (
            marked("Please register a report, and give me a copy free of charge."),
            marked("Please let a woman officer take my statement."),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence of law was found, and when it was looked up."""

    number: int
    source: str
    checked_on: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Ready to be read and signed: headings and paragraphs in order, then its sources."""

    language: str
    direction: str
    to: str
    subject: str
    paragraphs: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    ends: tuple[str, ...]


def written(reader: Reader, kind: str, given: Mapping[str, str], facts: Mapping[str, Fact]) -> Letter:
    """The letter in the language of `reader`; what she did not say is left out."""
    to, subject, law, asks = TEMPLATES[kind]
    said = [(reader.say(LABELS[name]), given[name].strip()) for name in TOLD if given.get(name, "").strip()]
    numbered = [f"{reader.say(text)} [{number}]" for number, (text, _) in enumerate(law, 1)]
    wish = [given["wish"].strip()] if given.get("wish", "").strip() else []
    return Letter(
        reader.language, reader.direction, reader.say(to), reader.say(subject),
        (
            *said,
            (reader.say("What the law says"), " ".join(numbered)),
            (reader.say("What I ask for"), " ".join([*(reader.say(text) for text in asks), *wish])),
        ),
        tuple(Source(number, facts[fact].source, reader.full_date(facts[fact].checked_on))
              for number, (_, fact) in enumerate(law, 1)),
        (
            reader.say("I say that this is true to the best of my knowledge."),
            reader.say("Name: %(name)s", name=given.get("name", "").strip() or "______________________"),
            *([reader.say("Address: %(address)s", address=given["address"].strip())] if given.get("address") else []),
            reader.say("Date and signature: ______________________"),
        ),
    )  # fmt: skip


TOLD = ("against", "place", "when", "happened", "witnesses", "proof")
LABELS = {
    "against": marked("Against whom"), "place": marked("Where it happened"), "when": marked("When it happened"),
    "happened": marked("What happened"), "witnesses": marked("Who saw or heard it"), "proof": marked("What proves it"),
    "wish": marked("What she asks for beside that"), "name": marked("Her name"), "address": marked("Her address"),
}  # fmt: skip
