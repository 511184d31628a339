"""What codes are called on the pages: states, subjects, windows, roles. English here, translated elsewhere."""

from __future__ import annotations

from hotline.console.sentences import marked

LABELS: dict[str, dict[str, str]] = {
    "nav": {
        "now_page": marked("Now"),
        "accounts_page": marked("Accounts"),
        "numbers_page": marked("Numbers"),
    },
    "state": {
        "new": marked("new"), "ringing": marked("being rung"), "claimed": marked("in hand"),
        "waiting": marked("tried, waits again"), "done": marked("done"), "not_reached": marked("not reached"),
        "withdrawn": marked("withdrawn"), "expired": marked("too late"),
    },
    "subject": {
        "law": marked("law"), "feelings": marked("someone to talk to"), "online": marked("phone and internet"),
        "other": marked("other"),
    },
    "window": {
        "now": marked("at once"), "morning": marked("morning"), "afternoon": marked("afternoon"),
        "evening": marked("evening"),
    },
    "days": {
        "now": marked("today"), "any": marked("any day"), "weekdays": marked("Monday to Friday"),
        "weekend": marked("Saturday and Sunday"),
    },
    "language": {
        "ur": marked("Urdu"), "ur_Latn": marked("Roman Urdu"), "en": marked("English"), "pa": marked("Punjabi"),
        "skr": marked("Saraiki"), "sd": marked("Sindhi"), "ps": marked("Pashto"), "bal": marked("Balochi"),
    },
    "role": {"lawyer": marked("lawyer"), "counsellor": marked("counsellor"), "digital": marked("digital expert")},
    "staff_role": {
        "coordinator": marked("coordinator"), "responder": marked("responder"), "editor": marked("editor"),
        "observer": marked("observer"),
    },
    "refusal": {
        "wrong": marked("The name, the password or the code is not right."),
        "locked": marked("Too many tries. Nothing is taken for this name for a quarter of an hour."),
        "busy": marked("Somebody else is signing in just now. Try again in a moment."),
    },
    "staff_error": {
        "name": marked("A name has 2 to 40 letters, on one line."), "role": marked("There is no such role."),
        "taken": marked("There is an account of this name already."),
        "responder": marked("A responder's account needs somebody on the roster."),
        "last": marked("This is the only coordinator. Add another one first."),
        "unknown": marked("This link holds no more. Ask a coordinator for a new one."),
        "short": marked("The password is too short: take at least 12 characters."),
        "long": marked("The password is too long."),
        "name_inside": marked("The password must not hold your name or repeat a few characters."),
        "differ": marked("The two passwords are not the same."),
        "code": marked("The code is not right. See that the clock of your phone is right, and take the next code."),
    },
}  # fmt: skip
