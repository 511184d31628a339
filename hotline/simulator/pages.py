"""The web face: two phones on a page, and the JSON that the page and the terminal's phone work with."""

from collections.abc import Callable
from typing import get_args
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, jsonify, render_template, request

from hotline.core.sms_length import parts
from hotline.simulator.carrier import KEYS, Carrier
from hotline.simulator.clock import SkippingClock
from hotline.simulator.phone import Manner, Phone
from hotline.simulator.state import Json, phone_state, phone_summary

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MAX_BODY = 5000
LEAST_DIGITS = 4


def create_blueprint(carrier: Carrier, clock: SkippingClock, url_prefix: str = "/simulator") -> Blueprint:
    """The simulator's pages over a carrier whose clock they may move forward."""
    blueprint = Blueprint("simulator", __name__, url_prefix=url_prefix, template_folder="templates",
                          static_folder="static", static_url_path="/static")
    desk = Desk(carrier, clock)
    blueprint.before_request(_only_from_here)
    blueprint.after_request(_close)
    routes: list[tuple[str, str, str, Callable[..., object]]] = [
        ("GET", "/", "page", desk.page),
        ("GET", "/state", "state", desk.state),
        ("GET", "/phones", "phones", desk.phones),
        ("GET", "/phones/<number>", "phone", desk.phone),
        ("POST", "/phones/<number>/<deed>", "act", desk.act),
        ("POST", "/parts", "parts", desk.parts),
        ("POST", "/skip", "skip", desk.skip),
    ]
    for method, path, name, view in routes:
        blueprint.add_url_rule(path, name, view, methods=[method])  # type: ignore[arg-type]
    return blueprint


class Desk:
    """Where the requests of the page and the terminal are answered."""

    def __init__(self, carrier: Carrier, clock: SkippingClock) -> None:
        self._carrier = carrier
        self._clock = clock

    def page(self) -> str:
        """The page itself; everything on it is filled in from the state."""
        return render_template("simulator.html", hotline=self._carrier.account.number)

    def state(self) -> Json:
        """The two phones that are shown, the list of all, and what the debugger says."""
        self._carrier.tick()
        wanted = {side: request.args.get(side, "") for side in ("caller", "responder")}
        shown = {side: self._carrier.phones.get(number) for side, number in wanted.items()}
        with self._carrier.agenda.lock:
            problems = [{"code": one.code, "message": one.message} for one in self._carrier.problems[-5:]]
            return {
                "hotline": self._carrier.account.number,
                "phones": [phone_summary(phone) for phone in self._carrier.phones.values()],
                "problems": problems,
                **{side: phone_state(self._carrier, phone) for side, phone in shown.items() if phone},
            }

    def phones(self) -> Json:
        """All phones, a line each."""
        return {"phones": [phone_summary(phone) for phone in self._carrier.phones.values()],
                "hotline": self._carrier.account.number}

    def phone(self, number: str) -> Json:
        """One phone."""
        self._carrier.tick()
        return self._shown(self._find(number))

    def act(self, number: str, deed: str) -> Json:
        """Somebody does something with a phone; the answer is the phone afterwards."""
        phone, given = self._find(number), _given()
        match deed:
            case "dial":
                phone.dial(self._number(given.get("to", "")))
            case "press" if given.get("keys") and KEYS.issuperset(given["keys"]):
                phone.press(given["keys"])
            case "answer":
                phone.answer()
            case "reject":
                phone.reject()
            case "hangup":
                phone.hang_up()
            case "text" if given.get("body", "").strip():
                phone.text(given["body"][:MAX_BODY])
            case "manner" if given.get("manner") in get_args(Manner):
                phone.manner = next(one for one in get_args(Manner) if one == given["manner"])
            case "dial" | "press" | "text" | "manner":
                abort(_refusal(400, f"{deed} needs something else than it was given"))
            case _:
                abort(_refusal(404, f"a phone cannot {deed}"))
        return self._shown(phone)

    def parts(self) -> Json:
        """What a text would cost."""
        body = _given().get("body", "")
        return {"parts": parts(body) if body else 0, "characters": len(body)}

    def skip(self) -> Json:
        """Move the simulator's time to the next thing that is due."""
        moment = self._carrier.next_moment()
        if moment is not None:
            self._clock.advance(moment - self._clock())
        self._carrier.tick()
        return {"moved": moment is not None}

    def _find(self, number: str) -> Phone:
        phone = self._carrier.phones.get(number)
        if phone is None:
            abort(_refusal(404, "no such phone"))
        return phone

    def _shown(self, phone: Phone) -> Json:
        with self._carrier.agenda.lock:
            return phone_state(self._carrier, phone)

    def _number(self, keyed: str) -> str | None:
        """What was keyed before the green key: nothing, or the hotline as people write it, is the hotline."""
        digits = "".join(filter(str.isdigit, keyed)).lstrip("0")
        known = "".join(filter(str.isdigit, self._carrier.account.number))
        if not digits or (len(digits) >= LEAST_DIGITS and known.endswith(digits)):
            return None
        return keyed


def _given() -> dict[str, str]:
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        abort(_refusal(400, "the request is not a JSON object"))
    return {str(name): value for name, value in given.items() if isinstance(value, str)}


def _only_from_here() -> None:
    """Another site's page can neither send JSON nor hide where it comes from."""
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(_refusal(403, "only the simulator's own page may do this"))
    if request.mimetype != "application/json":
        abort(_refusal(415, "send JSON"))


def _refusal(status: int, why: str) -> Response:
    answer = jsonify(error=why)
    answer.status_code = status
    return answer


def _close(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.endpoint != "simulator.static":
        response.headers["Cache-Control"] = "no-store"
    return response
