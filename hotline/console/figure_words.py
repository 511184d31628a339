"""What the figures are called on the pages, and their categories."""

from __future__ import annotations

from hotline.console.labels import LABELS
from hotline.console.sentences import marked

TITLES: dict[str, str] = {
    "calls_by_month": marked("Calls by month"),
    "calls_by_day": marked("Calls by day"),
    "calls_by_hour": marked("Calls by the hour of the day"),
    "calls_by_language": marked("Language of the calls"),
    "calls_left": marked("Where callers left"),
    "wanted": marked("What callers wanted to talk about"),
    "answered": marked("How soon somebody answered"),
    "topics": marked("Topics that were opened"),
    "requests_by_subject": marked("Requests by subject"),
    "requests_by_language": marked("Language of the requests"),
    "requests_by_channel": marked("How requests were made"),
    "requests_by_window": marked("When ringing is safe"),
    "requests_closed": marked("What became of requests"),
    "texts_by_month": marked("Texts by month"),
    "texts_by_day": marked("Texts by day"),
    "texts_by_hour": marked("Texts by the hour of the day"),
    "texts_by_language": marked("Script of the texts"),
    "texts_out": marked("Texts that were paid for"),
    "texts_paisa": marked("What texts cost, in rupees"),
    "talks": marked("Talks by role"),
    "talk_minutes": marked("Minutes talked by role"),
    "districts": marked("Districts that callers named"),
}
CATEGORIES: dict[str, dict[str, str]] = {
    "calls_by_language": {"none": marked("not chosen"), **LABELS["language"]},
    "calls_left": {
        "language": marked("choosing a language"), "menu": marked("main menu"), "danger": marked("danger now"),
        "information": marked("listening to information"), "choosing": marked("choosing a person"),
        "waiting": marked("phones were ringing"), "talked": marked("in a talk, or after it"),
        "request": marked("asking to be rung back"), "asked": marked("request was stored"),
        "end": marked("heard to the end"),
    },
    "wanted": LABELS["subject"],
    "answered": {
        "within_20": marked("within 20 seconds"), "within_60": marked("within 60 seconds"),
        "within_120": marked("within 120 seconds"), "nobody": marked("nobody in this time"),
    },
    "requests_by_subject": LABELS["subject"],
    "requests_by_language": LABELS["language"],
    "requests_by_channel": {"voice": marked("by call"), "sms": marked("by text")},
    "requests_by_window": LABELS["window"],
    "requests_closed": {
        "in_window": marked("reached in time"), "later": marked("reached later"),
        "missed": marked("not reached"), "withdrawn": marked("withdrawn"),
    },
    "texts_by_language": LABELS["language"],
    "texts_out": {"answered": marked("answers to texts"), "sent": marked("all others")},
    "texts_paisa": {"answered": marked("answers to texts"), "sent": marked("all others")},
    "talks": LABELS["role"],
    "talk_minutes": LABELS["role"],
}  # fmt: skip
SECTIONS: dict[str, tuple[str, ...]] = {
    marked("Calls"): ("calls", "calls_by_hour", "calls_left", "calls_by_language"),
    marked("Asking for a person"): ("wanted", "answered"),
    marked("Requests to be rung back"): ("requests_closed", "requests_by_subject", "requests_by_window",
                                         "requests_by_language", "requests_by_channel"),
    marked("Information"): ("topics",),
    marked("Texts"): ("texts", "texts_by_hour", "texts_by_language", "texts_out", "texts_paisa"),
    marked("Responders"): ("talks", "talk_minutes"),
    marked("Districts"): ("districts",),
}  # fmt: skip
