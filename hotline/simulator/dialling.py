"""Dial: rings other phones, lets each hear its whisper alone, and bridges the first that accepts."""

from hotline.simulator.legs import (
    Ask,
    Callback,
    HungUp,
    Key,
    Leg,
    PickedUp,
    Refused,
    Script,
    Target,
    Wait,
    Woken,
    call_parameters,
)
from hotline.simulator.performing import End, run
from hotline.simulator.verbs import Dial, Number, TwimlError


def dial(caller: Leg, verb: Dial) -> Script[Target | None]:
    """Ring, perhaps bridge, and say where the caller's call goes on."""
    shown = _caller_id(caller, verb)
    children = [_child(caller, number, shown) for number in verb.numbers]
    bridged: Leg | None = None
    try:
        bridged = yield from _first_to_accept(caller, verb, children)
        if bridged is not None:
            yield from _bridge(caller, bridged, verb)
    except HungUp:
        outcome = _outcome(caller, children, bridged, gone=True)
        _release(caller, children, "canceled")
        if verb.action:
            caller.status = "completed"
            form = [*call_parameters(caller), *outcome]
            yield Ask(caller.network.request(verb.method, verb.action, form))
        raise
    caller.silence()
    if verb.action is None:
        return None
    return Target(verb.method, verb.action, tuple(_outcome(caller, children, bridged, gone=False)))


def rings(leg: Leg, until: float | None = None) -> Script[str | None]:
    """Ring a leg's phone; None once it is answered, else the status the leg ends with."""
    phone = leg.phone
    leg.note("initiated")
    if phone is None or phone.manner == "unreachable":
        return "failed"
    if phone.state != "idle" or phone.manner == "busy":
        return "busy"
    leg.status = "ringing"
    phone.state, phone.call_sid, phone.caller_id = "ringing", leg.sid, leg.sender
    item = leg.hear("ring")
    leg.note("ringing")
    machine = leg.network.now + phone.voicemail_after if phone.manner == "voicemail" else None
    moments = [moment for moment in (machine, until) if moment is not None]
    event = yield Wait(min(moments, default=None), (PickedUp, Refused))
    item.ends(leg.network.now)
    if isinstance(event, Refused):
        return "busy"
    if isinstance(event, PickedUp) or (machine is not None and leg.network.now >= machine):
        return None
    return "no-answer"


def _caller_id(caller: Leg, verb: Dial) -> str:
    account = caller.network.account
    shown = verb.caller_id or caller.sender
    if verb.caller_id and shown not in {caller.sender, caller.to, account.number, *account.owned}:
        raise TwimlError(13214, f"callerId {shown} is neither in this call nor one of the account's numbers")
    return shown


def _child(caller: Leg, number: Number, shown: str) -> Leg:
    callback = None
    if number.status_callback:
        callback = Callback(number.status_callback, number.status_callback_method,
                            number.status_callback_events)
    phone = caller.network.find(number.number)
    child = Leg(caller.network, phone, shown, number.number, "outbound-dial", caller, callback)
    child.started = caller.network.now
    caller.network.start(child, _callee(child, number, caller))
    return child


def _callee(child: Leg, number: Number, caller: Leg) -> Script[None]:
    """The called phone's side: ring, whisper, then wait to be put through."""
    try:
        status = yield from _until_ready(child, number)
        while status is None:
            child.ready = True
            caller.network.send(caller, Woken())
            yield Wait()
    except HungUp as reason:
        status = "completed" if child.answered is not None else reason.status
    except TwimlError as error:
        child.network.report(error.code, error.message, number.url or "")
        status = "completed"
    child.ready = False
    child.end(status)
    caller.network.send(caller, Woken())


def _until_ready(child: Leg, number: Number) -> Script[str | None]:
    status = yield from rings(child)
    if status is not None:
        return status
    child.answer()
    if number.url is not None:
        end = yield from run(child, Target(number.method, number.url))
        if end is End.HANG_UP:
            return "completed"
    return None


def _first_to_accept(caller: Leg, verb: Dial, children: list[Leg]) -> Script[Leg | None]:
    network = caller.network
    wants = (Woken, Key) if verb.hangup_on_star else (Woken,)
    ringing = caller.hear("ring")
    deadline = network.now + verb.timeout + network.account.dial_buffer
    while True:
        ready = [child for child in children if child.ready]
        if ready:
            ringing.ends(network.now)
            _release(caller, [child for child in children if child is not ready[0]], "canceled")
            return ready[0]
        if all(child.over for child in children):
            ringing.ends(network.now)
            return None
        late = network.now >= deadline
        if late:
            _release(caller, [child for child in children if child.answered is None], "no-answer")
        event = yield Wait(None if late else deadline, wants)
        if isinstance(event, Key) and event.key == "*":
            _release(caller, children, "canceled")


def _release(caller: Leg, children: list[Leg], status: str) -> None:
    for child in children:
        if not child.over:
            caller.network.send(child, HungUp(status))


def _bridge(caller: Leg, child: Leg, verb: Dial) -> Script[None]:
    network = caller.network
    caller.answer()
    caller.hear("bridge")
    child.hear("bridge")
    limit = network.now + verb.time_limit
    wants = (Woken, Key) if verb.hangup_on_star else (Woken,)
    while not child.over:
        event = yield Wait(limit, wants)
        star = isinstance(event, Key) and event.key == "*"
        if star or network.now >= limit:
            network.send(child, HungUp())
            limit = float("inf")


def _outcome(caller: Leg, children: list[Leg], bridged: Leg | None, *, gone: bool) -> list[tuple[str, str]]:
    answered = [child for child in children if child.answered is not None]
    told = bridged or (answered or children)[-1]
    if bridged is not None:
        status = "completed"
    elif gone:
        status = caller.network.account.unbridged_status if answered else "canceled"
    elif answered:
        status = caller.network.account.unbridged_status
    else:
        seen = [child.status for child in children]
        status = next((one for one in ("no-answer", "busy", "failed") if one in seen), "no-answer")
    form = [("DialCallStatus", status), ("DialCallSid", told.sid)]
    form.append(("DialBridged", "true" if bridged is not None else "false"))
    if told.answered is not None:
        form.append(("DialCallDuration", str(told.seconds)))
    return form
