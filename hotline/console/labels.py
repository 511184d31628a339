"""What codes are called on the pages: states, subjects, windows, roles. English here, translated elsewhere."""

from __future__ import annotations

from hotline.console.sentences import marked

LABELS: dict[str, dict[str, str]] = {
    "nav": {
        "now_page": marked("Now"),
        "mine_page": marked("Mine"),
        "requests_page": marked("Requests"),
        "roster_page": marked("Roster"),
        "people_page": marked("People"),
        "subscriptions_page": marked("Subscriptions"),
        "words_page": marked("Words and voice"),
        "accounts_page": marked("Accounts"),
        "audit_page": marked("Audit"),
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
    "promise": {"family": marked("her family"), "police": marked("the police"), "media": marked("newspapers and TV")},
    "name": {"shabana": marked("Shabana"), "nasreen": marked("Nasreen"), "rukhsana": marked("Rukhsana")},
    "caller": {
        "tailor": marked("the tailor's"), "school": marked("the school"), "clinic": marked("the clinic"),
        "parcel": marked("a parcel service"),
    },
    "code_word": {
        "rose": marked("rose"), "jasmine": marked("jasmine"), "sun": marked("sun"), "moon": marked("moon"),
    },
    "outcome": {
        "helped": marked("She was helped"), "elsewhere": marked("She gets help elsewhere"),
        "unwanted": marked("She does not want it any more"), "wrong_number": marked("It is not her number"),
        "not_reached": marked("She could not be reached"),
    },
    "reason": {
        "danger": marked("somebody is in danger, and help must be sent"),
        "she_asked": marked("she asked to be rung from another phone"),
        "line_failed": marked("the line cannot ring her"), "court": marked("a court has ordered it"),
    },
    "handling": {
        "changed": marked("Somebody, or the hotline itself, changed this request since you opened the page. Nothing of"
                          " yours was saved: look at the history, and decide again."),
        "over": marked("That cannot be done with this request as it is now."),
        "hours": marked("It is not in the hours that she called safe."),
        "busy": marked("That responder is on a call just now, or is being rung."),
        "unknown": marked("There is no such responder any more."),
        "number": marked("No number is kept with this request."),
        "note": marked("A note has 1 to 2000 characters."), "reason": marked("Choose a reason."),
        "outcome": marked("Choose what came of it."),
    },
    "audit": {
        "signed_in": marked("came in"), "signed_out": marked("went out"),
        "sign_in_failed": marked("was not let in"), "password_failed": marked("gave a wrong password"),
        "staff_added_coordinator": marked("made an account: coordinator"),
        "staff_added_responder": marked("made an account: responder"),
        "staff_added_editor": marked("made an account: editor"),
        "staff_added_observer": marked("made an account: observer"),
        "staff_invited": marked("gave a new link"), "staff_removed": marked("closed an account"),
        "sessions_ended": marked("signed somebody out"), "invitation_taken": marked("took an invitation"),
        "roster_put_on": marked("put somebody on duty"), "roster_put_off": marked("put somebody off duty"),
        "roster_swapped": marked("swapped a duty"), "roster_closed_day": marked("changed a closed day"),
        "roster_hours": marked("changed the hours of the hotline"), "roster_imported": marked("imported a roster"),
        "phone_test_asked": marked("had a phone tested"), "texts_paused": marked("paused the texts"),
        "texts_resumed": marked("took a pause back"), "broadcast_begun": marked("began to tell something to all"),
        "broadcast_running": marked("went on telling it"), "broadcast_paused": marked("paused telling it"),
        "broadcast_dropped": marked("gave up telling it"), "words_changed": marked("changed words"),
        "words_taken_back": marked("took words back"), "words_signed": marked("noted a sign-off"),
        "sign_off_taken_back": marked("took a sign-off back"), "recording_taken": marked("took a recording in"),
    },
    "letter": {
        "committee": marked("the committee at her workplace"), "ombudsperson": marked("the ombudsperson"),
        "nccia": marked("the cyber crime agency (NCCIA)"), "police": marked("the police station"),
    },
    "home": {"menus": marked("menus and promises"), "quiz": marked("questions")},
    "flag": {
        "stale": marked("says old words"), "unrecorded": marked("not recorded"), "unsigned": marked("not signed"),
        "changed": marked("changed here"),
    },
    "recording": {
        "fresh": marked("read by a person"), "stand_in": marked("a machine's voice"),
        "stale": marked("says old words: not heard"), "missing": marked("not recorded"),
    },
    "reviewer": {
        "lawyer": marked("lawyer"), "doctor": marked("doctor"), "psychologist": marked("psychologist"),
        "native": marked("native speaker"), "dial-test": marked("dialled"),
    },
    "fault": {
        "no_speech": marked("Nothing was taken: nobody is heard speaking."),
        "too_short": marked("Nothing was taken: it is too short for these words."),
        "too_long": marked("Nothing was taken: it is too long for these words."),
        "too_quiet": marked("Nothing was taken: it is too quiet."),
        "too_loud": marked("Nothing was taken: it is too loud and crackles."),
        "too_noisy": marked("Nothing was taken: there is too much noise behind the voice."),
        "cut_off": marked("Nothing was taken: its beginning or end is cut off."),
    },
    "line_test": {
        "untested": marked("phone not tested yet"), "ok": marked("phone works"),
        "failed": marked("phone does not work"),
    },
    "series": {
        "phone": marked("safe with the phone"), "children": marked("children"), "calm": marked("calm and strength"),
    },
    "broadcast": {
        "running": marked("is being sent"), "paused": marked("paused"), "done": marked("sent"),
        "dropped": marked("given up"),
    },
    "need": {
        "": marked("nobody"), "woman": marked("no woman"), "lawyer": marked("no lawyer"),
        "counsellor": marked("no counsellor"), "digital": marked("no digital expert"),
    },
    "change": {
        "added": marked("comes"), "changed": marked("changes"), "removed": marked("leaves"), "same": marked("stays"),
    },
    "try": {
        "rings": marked("is being rung"), "talked": marked("accepted"), "helped": marked("accepted"),
        "no_answer": marked("did not answer"), "busy": marked("was busy"), "failed": marked("could not be rung"),
        "refused": marked("refused"), "passed": marked("passed it on"), "left": marked("was not rung in the end"),
        "stale": marked("no end was reported"), "taken": marked("somebody else was quicker"),
        "callback": marked("talked: she is to be rung again"), "silent": marked("nobody spoke"),
        "wrong": marked("a wrong number"), "abusive": marked("was abused"), "hard": marked("a hard call"),
        "lawyer": marked("talked: a lawyer is to ring her"),
        "counsellor": marked("talked: a counsellor is to ring her"),
        "digital": marked("talked: a digital expert is to ring her"),
    },
    "deed": {
        "request_made": marked("asked to be rung back"), "saw_request": marked("looked at it"),
        "request_assigned": marked("chose who is asked first"), "request_not_assigned": marked("lets anybody ring her"),
        "request_hours_changed": marked("changed her hours"), "request_noted": marked("noted"),
        "request_rung": marked("had both rung"), "request_reopened": marked("opened it again"),
        "request_closed_helped": marked("closed it: she was helped"),
        "request_closed_elsewhere": marked("closed it: she gets help elsewhere"),
        "request_closed_unwanted": marked("closed it: she does not want it any more"),
        "request_closed_wrong_number": marked("closed it: not her number"),
        "request_closed_not_reached": marked("closed it: she could not be reached"),
        "letter_committee": marked("wrote a letter"), "letter_ombudsperson": marked("wrote a letter"),
        "letter_nccia": marked("wrote a letter"), "letter_police": marked("wrote a letter"),
        "number_shown_danger": marked("saw her number: danger"),
        "number_shown_she_asked": marked("saw her number: she asked for it"),
        "number_shown_line_failed": marked("saw her number: the line failed"),
        "number_shown_court": marked("saw her number: by order of a court"),
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
