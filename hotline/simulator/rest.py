"""The part of Twilio's REST API that the hotline uses, over the simulated carrier."""

import hmac
from collections import deque
from collections.abc import Callable
from datetime import datetime
from email.utils import formatdate
from functools import partial
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify, request

from hotline.simulator.attributes import E164, EVENTS
from hotline.simulator.carrier import Carrier
from hotline.simulator.legs import Callback, HungUp, Leg, Problem
from hotline.simulator.texts import Sms, SmsError

Json = dict[str, Any]
Thing = TypeVar("Thing")
MAX_INLINE_TWIML = 4000
ALWAYS = (0.0, float("inf"))


class RestError(Exception):
    """An answer the API gives instead of what was asked for."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Api:
    """The resources, and a list of refusals that tests fill to see how the hotline takes them."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier
        self.refusals: deque[RestError] = deque()

    def refuse_next(self, status: int, code: int, message: str = "refused") -> None:
        """Let the next request fail."""
        self.refusals.append(RestError(status, code, message))

    def enter(self, account_sid: str) -> None:
        """Check the credentials and the queue of refusals."""
        given, account = request.authorization, self.carrier.account
        name = (given.username if given else None) or ""
        password = (given.password if given else None) or ""
        known = hmac.compare_digest(name.encode(), account.sid.encode())
        if not (known and hmac.compare_digest(password.encode(), self.carrier.auth_token.encode())):
            raise RestError(401, 20003, "Authenticate")
        if account_sid != account.sid:
            raise RestError(404, 20404, "The requested resource was not found")
        if self.refusals:
            raise self.refusals.popleft()

    def create_message(self) -> Json:
        """POST Messages.json."""
        form, body = request.form, request.form.get("Body", "")
        to, sender = self._numbers(form.get("To", ""), form.get("From", ""))
        if not body:
            raise RestError(400, 21602, "Message body is required")
        url = form.get("StatusCallback")
        with self.carrier.acting(tick=False):
            try:
                sms = self.carrier.texts.send(to, sender, body, Callback(url) if url else None)
            except SmsError as error:
                raise RestError(400, error.code, error.message) from error
            return self.message(sms)

    def list_messages(self) -> Json:
        """GET Messages.json."""
        since, until = _span("DateSent")
        found = [one for one in self.carrier.texts.messages if since <= (one.sent or one.created) <= until]
        return self._listing("messages", found, self.message)

    def find_message(self, sid: str) -> Sms:
        """One message."""
        return _only([sms for sms in self.carrier.texts.messages if sms.sid == sid])

    def delete_message(self, sid: str) -> Json:
        """DELETE Messages/<sid>.json, once nothing more becomes of it."""
        sms = self.find_message(sid)
        if sms.status in ("queued", "sent"):
            raise RestError(409, 20009, "Cannot delete this resource before it is complete")
        self.carrier.texts.messages.remove(sms)
        return {}

    def message(self, sms: Sms) -> Json:
        """A message as the API shows it."""
        path = f"/2010-04-01/Accounts/{self.carrier.account.sid}/Messages/{sms.sid}"
        return {
            "account_sid": self.carrier.account.sid, "api_version": "2010-04-01", "body": sms.body,
            "date_created": _date(sms.created), "date_sent": _date(sms.sent),
            "date_updated": _date(sms.sent or sms.created),
            "direction": sms.direction, "error_code": sms.error, "error_message": None, "from": sms.sender,
            "messaging_service_sid": None, "num_media": "0", "num_segments": str(sms.parts), "price": None,
            "price_unit": "USD", "sid": sms.sid, "status": sms.status, "subresource_uris": {}, "to": sms.to,
            "uri": f"{path}.json",
        }

    def create_call(self) -> Json:
        """POST Calls.json."""
        form = request.form
        to, sender = self._numbers(form.get("To", ""), form.get("From", ""))
        url, twiml = form.get("Url"), form.get("Twiml")
        if not url and not twiml:
            raise RestError(400, 21205, "Url or Twiml is required")
        if twiml and len(twiml) > MAX_INLINE_TWIML:
            raise RestError(400, 32018, "Twiml is longer than 4000 characters")
        address = form.get("StatusCallback")
        events = tuple(" ".join(form.getlist("StatusCallbackEvent")).split()) or ("completed",)
        if not set(events) <= set(EVENTS):
            raise RestError(400, 21626, "Invalid statusCallbackEvents")
        callback = Callback(address, form.get("StatusCallbackMethod", "POST"), events) if address else None
        leg = self.carrier.ring(to, sender, url=url, twiml=twiml, timeout=form.get("Timeout", 60.0, float),
                                method=form.get("Method", "POST"), callback=callback)
        return self.call(leg)

    def list_calls(self) -> Json:
        """GET Calls.json."""
        since, until = _span("EndTime")
        found = [one for one in self.carrier.legs if (since, until) == ALWAYS or since <= (one.ended or 0) <= until]
        return self._listing("calls", found, self.call)

    def list_notifications(self, sid: str) -> Json:
        """GET Calls/<sid>/Notifications.json: what went wrong in one call."""
        self.find_call(sid)
        found = [one for one in self.carrier.problems if one.call == sid]
        return self._listing("notifications", found, self.notification)

    def notification(self, problem: Problem) -> Json:
        """Something that went wrong as the API shows it: an error, which is a log of 0."""
        return {
            "account_sid": self.carrier.account.sid, "api_version": "2010-04-01", "call_sid": problem.call,
            "date_created": _date(problem.at), "date_updated": _date(problem.at), "error_code": str(problem.code),
            "log": "0", "message_date": _date(problem.at), "message_text": problem.message,
            "more_info": f"https://www.twilio.com/docs/errors/{problem.code}", "request_method": "POST",
            "request_url": problem.url, "sid": None, "uri": "",
        }

    def find_call(self, sid: str) -> Leg:
        """One call."""
        return _only([leg for leg in self.carrier.legs if leg.sid == sid])

    def delete_call(self, sid: str) -> Json:
        """DELETE Calls/<sid>.json, once it is over."""
        leg = self.find_call(sid)
        if not leg.over:
            raise RestError(409, 20009, "Cannot delete this resource before it is complete")
        self.carrier.legs.remove(leg)
        return {}

    def change_call(self, sid: str) -> Json:
        """POST Calls/<sid>.json: only ending a call is simulated."""
        leg, status = self.find_call(sid), request.form.get("Status")
        if status not in ("completed", "canceled"):
            raise RestError(400, 21218, "Only Status=completed and Status=canceled are simulated")
        with self.carrier.acting(tick=False):
            self.carrier.send(leg, HungUp("canceled"))
        return self.call(leg)

    def recording(self, sid: str) -> bytes:
        """The sound of Recordings/<sid>.wav."""
        if sid not in self.carrier.recordings:
            raise RestError(404, 20404, "The requested resource was not found")
        return self.carrier.recordings[sid]

    def delete_recording(self, sid: str) -> Json:
        """DELETE Recordings/<sid>.json."""
        self.recording(sid)
        del self.carrier.recordings[sid]
        return {}

    def call(self, leg: Leg) -> Json:
        """A call as the API shows it."""
        account = self.carrier.account.sid
        return {
            "account_sid": account, "answered_by": None, "api_version": "2010-04-01", "caller_name": None,
            "date_created": _date(leg.started), "date_updated": _date(leg.ended or leg.started),
            "direction": leg.direction, "duration": str(leg.seconds) if leg.over else None,
            "end_time": _date(leg.ended), "forwarded_from": None, "from": leg.sender,
            "from_formatted": leg.sender, "parent_call_sid": leg.parent.sid if leg.parent else None,
            "phone_number_sid": None, "price": None, "price_unit": "USD", "sid": leg.sid,
            "start_time": _date(leg.started), "status": leg.status, "subresource_uris": {}, "to": leg.to,
            "to_formatted": leg.to, "uri": f"/2010-04-01/Accounts/{account}/Calls/{leg.sid}.json",
        }

    def _numbers(self, to: str, sender: str) -> tuple[str, str]:
        account = self.carrier.account
        if not E164.fullmatch(to):
            raise RestError(400, 21211, f"The 'To' number {to} is not a valid phone number.")
        if not sender:
            raise RestError(400, 21603, "A 'From' phone number is required.")
        if sender not in {account.number, *account.owned}:
            raise RestError(400, 21606, f"The 'From' number {sender} is not one of the account's numbers.")
        return to, sender

    def _listing(self, name: str, things: list[Any], show: Callable[[Any], Json]) -> Json:
        wanted = {"to": request.args.get("To"), "sender": request.args.get("From"),
                  "status": request.args.get("Status")}
        found = [one for one in reversed(things)
                 if all(value in (None, getattr(one, field, None)) for field, value in wanted.items())]
        size = max(1, request.args.get("PageSize", 50, int))
        page = max(0, request.args.get("Page", 0, int))
        shown = found[page * size:(page + 1) * size]
        path = f"/2010-04-01/Accounts/{self.carrier.account.sid}/{name.title()}.json"
        more = (page + 1) * size < len(found)
        return {
            name: [show(one) for one in shown], "page": page, "page_size": size, "start": page * size,
            "end": page * size + max(0, len(shown) - 1), "uri": request.full_path, "previous_page_uri": None,
            "first_page_uri": f"{path}?PageSize={size}&Page=0",
            "next_page_uri": f"{path}?PageSize={size}&Page={page + 1}" if more else None,
        }


def create_rest(carrier: Carrier, url_prefix: str = "/simulator/api") -> Blueprint:
    """The API as a blueprint; `blueprint.api` is the Api behind it."""
    api = Api(carrier)
    blueprint = RestBlueprint("simulator_rest", __name__, url_prefix=url_prefix)
    blueprint.api = api
    base = "/2010-04-01/Accounts/<account_sid>"
    serve = partial(_serve, api)

    def add(path: str, method: str, name: str, deed: Callable[..., Json], status: int = 200) -> None:
        view = partial(serve, deed, status)
        blueprint.add_url_rule(base + path, name, view, methods=[method])

    add("/Messages.json", "POST", "create_message", api.create_message, 201)
    add("/Messages.json", "GET", "list_messages", api.list_messages)
    add("/Messages/<sid>.json", "GET", "message", lambda sid: api.message(api.find_message(sid)))
    add("/Messages/<sid>.json", "DELETE", "delete_message", api.delete_message, 204)
    add("/Calls.json", "POST", "create_call", api.create_call, 201)
    add("/Calls.json", "GET", "list_calls", api.list_calls)
    add("/Calls/<sid>.json", "GET", "call", lambda sid: api.call(api.find_call(sid)))
    add("/Calls/<sid>/Notifications.json", "GET", "list_notifications", api.list_notifications)
    add("/Calls/<sid>.json", "POST", "change_call", api.change_call)
    add("/Calls/<sid>.json", "DELETE", "delete_call", api.delete_call, 204)
    add("/Recordings/<sid>.json", "DELETE", "delete_recording", api.delete_recording, 204)
    blueprint.add_url_rule(f"{base}/Recordings/<sid>.wav", "recording", partial(_sound, api))
    return blueprint


class RestBlueprint(Blueprint):
    """A blueprint that lets tests reach the Api behind it."""

    api: Api


def _serve(api: Api, deed: Callable[..., Json], status: int, account_sid: str, **place: str) -> Response:
    try:
        api.enter(account_sid)
        answer = jsonify(deed(**place))
        answer.status_code = status
    except RestError as error:
        more = f"https://www.twilio.com/docs/errors/{error.code}"
        answer = jsonify(code=error.code, message=error.message, more_info=more, status=error.status)
        answer.status_code = error.status
        if error.status == 429:
            answer.headers["Retry-After"] = "1"
    return answer


def _sound(api: Api, account_sid: str, sid: str) -> Response:
    try:
        api.enter(account_sid)
        return Response(api.recording(sid), content_type="audio/x-wav")
    except RestError as error:
        return Response(status=error.status)


def _only(found: list[Thing]) -> Thing:
    if not found:
        raise RestError(404, 20404, "The requested resource was not found")
    return found[0]


def _span(what: str) -> tuple[float, float]:
    """When something must have been at the earliest and at the latest, as a list is asked for it."""
    since, until = (request.args.get(what + sign) for sign in "><")
    return (datetime.fromisoformat(since).timestamp() if since else ALWAYS[0],
            datetime.fromisoformat(until).timestamp() if until else ALWAYS[1])  # fmt: skip


def _date(at: float | None) -> str | None:
    return None if at is None else formatdate(at, usegmt=True).replace("GMT", "+0000")
