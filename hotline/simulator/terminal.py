"""A basic phone in the terminal: a client of the simulator's JSON, keyed by hand or by a script."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TextIO
from urllib.parse import quote, urlsplit

Json = dict[str, Any]
MAX_STEPS = 2000
KEYS = frozenset("0123456789*#")
HELP = """d  ring the hotline (d NUMBER: another number)      a  answer      h  hang up, or refuse
0-9 * #  press keys      t TEXT  send a text      s  skip to the next thing      q  put the phone away"""


class SimulatorError(Exception):
    """The simulator does not answer, or not as hoped; the sentence says what to do."""


class RemotePhone:
    """One phone of a running simulator, and how much of its transcript has been shown."""

    def __init__(self, base_url: str, number: str | None, out: TextIO) -> None:
        self._base = urlsplit(base_url.rstrip("/"))
        self._out = out
        self._shown: set[str] = set()
        phones = self._ask("GET", "/simulator/phones")["phones"]
        known = [phone["number"] for phone in phones]
        callers = [phone["number"] for phone in phones if phone["side"] == "caller"]
        if number is not None and number not in known:
            raise SimulatorError(f"no phone has the number {number}; there are {', '.join(known)}")
        if number is None and not callers:
            raise SimulatorError("the simulator has no caller's phone")
        self.number = number or callers[0]
        self.state: Json = {}
        for text in self.look()["texts"]:
            self._shown.add(text["id"])
        for item in self.state["heard"]:
            self._shown.add(item["id"])

    def look(self) -> Json:
        """The phone as it is now."""
        self.state = self._ask("GET", f"/simulator/phones/{quote(self.number, safe='')}")
        return self.state

    def does(self, deed: str, **given: str) -> Json:
        """Do something with the phone."""
        self.state = self._ask("POST", f"/simulator/phones/{quote(self.number, safe='')}/{deed}", given)
        return self.state

    def skip(self) -> bool:
        """Move the simulator's time to the next thing that is due."""
        return bool(self._ask("POST", "/simulator/skip", {})["moved"])

    def show_news(self) -> None:
        """Print what was heard and read since the last time."""
        for item in self.state["heard"]:
            if item["id"] not in self._shown:
                self._shown.add(item["id"])
                self.say(spoken(item))
        for text in self.state["texts"]:
            if text["id"] not in self._shown:
                self._shown.add(text["id"])
                self.say(written(text))

    def say(self, line: str) -> None:
        """Print a line."""
        self._out.write(line + "\n")
        self._out.flush()

    def _ask(self, method: str, path: str, given: Json | None = None) -> Json:
        base = self._base
        kind = http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection
        connection = kind(base.hostname or "", base.port, timeout=60)
        body = None if given is None else json.dumps(given)
        try:
            connection.request(method, base.path + path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            status, content = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise SimulatorError(f"no simulator at {base.geturl()}: start it with `make demo`") from error
        finally:
            connection.close()
        try:
            found = json.loads(content)
        except ValueError:
            found = {}
        if status != 200 or not isinstance(found, dict):
            why = found.get("error", f"status {status}") if isinstance(found, dict) else f"status {status}"
            raise SimulatorError(f"the simulator at {base.geturl()} refuses: {why}")
        return found


def spoken(item: Json) -> str:
    """One thing heard, as a line of the transcript."""
    minutes, seconds = divmod(int(item["after"]), 60)
    match item["kind"]:
        case "play" | "say" | "error":
            words = item["text"] or item["key"] or item["url"]
        case "ring":
            words = "(ringing)"
        case "bridge":
            words = "(put through)"
        case "silence":
            words = "(silence)"
        case _:
            words = "(the call has ended)"
    return f"{minutes:3}:{seconds:02}  {item['language'] or '':7} {words}".rstrip()


def written(text: Json) -> str:
    """One text, as lines of the transcript."""
    parts = f"{text['parts']} part{'' if text['parts'] == 1 else 's'}"
    arrow = "<" if text["way"] == "in" else ">"
    body = text["body"].replace("\n", "\n" + " " * 8)
    return f"  text {arrow} {body}  ({parts})"


def run_script(
    base_url: str, steps: Iterable[str], number: str | None, out: TextIO,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """Do the steps one after the other without waiting in real time, and print the transcript.

    Steps: `dial` or `dial:NUMBER`, keys such as `1` or `0300#` (pressed when the menu has been heard),
    `!1` (pressed at once), `wait` (stay silent until the question's time is over), `listen`, `answer`,
    `reject`, `hangup`, `text:WORDS`. False when the phone is still in a call at the end.
    """
    phone = RemotePhone(base_url, number, out)
    for step in steps:
        _do(phone, step, sleep)
    _listen(phone)
    return bool(phone.state["state"] == "idle")


def _do(phone: RemotePhone, step: str, sleep: Callable[[float], None]) -> None:
    deed, _, given = step.partition(":")
    if deed == "text":
        phone.does("text", body=given)
        _await_text(phone, sleep)
    elif deed in ("dial", "answer", "reject", "hangup"):
        if deed == "dial" and phone.look()["state"] != "idle":
            phone.does("hangup")
        if deed in ("answer", "reject"):
            _skip_while(phone, lambda: phone.state["state"] != "ringing")
        phone.does(deed, **({"to": given} if given else {}))
    elif deed == "wait":
        _listen(phone)
        phone.say("      > (silence)")
        _wait(phone)
    elif deed == "listen":
        _listen(phone)
    elif step and KEYS.issuperset(step.removeprefix("!")):
        if not step.startswith("!"):
            _listen(phone)
        phone.say(f"      > {step}")
        phone.does("press", keys=step.removeprefix("!"))
    else:
        raise SimulatorError(f"there is no step {step!r}; try dial, 1, wait, text:WORDS, hangup")
    phone.show_news()


def _listen(phone: RemotePhone) -> None:
    """Until nothing is said any more: a question waits, it rings, two talk, or the call is over."""
    phone.look()
    _skip_while(phone, lambda: phone.state["sounding"])
    phone.show_news()


def _wait(phone: RemotePhone) -> None:
    if not phone.state["listening"]:
        return
    heard = len(phone.state["heard"])
    _skip_while(phone, lambda: len(phone.state["heard"]) == heard and phone.state["listening"])


def _skip_while(phone: RemotePhone, condition: Callable[[], bool]) -> None:
    for _ in range(MAX_STEPS):
        if not condition() or not phone.skip():
            return
        phone.look()
        phone.show_news()


def _await_text(phone: RemotePhone, sleep: Callable[[float], None]) -> None:
    """An answer is there at once, or a moment later when the hotline sends it by its worker."""
    before = sum(text["way"] == "in" for text in phone.state["texts"])
    answered = phone.state["texts"] and phone.state["texts"][-1]["way"] == "in"
    for _ in range(0 if answered else 10):
        sleep(0.2)
        phone.look()
        if sum(text["way"] == "in" for text in phone.state["texts"]) > before:
            break
    phone.show_news()


def run_by_hand(base_url: str, number: str | None, keys: TextIO, out: TextIO, every: float = 0.3) -> None:
    """The phone in somebody's hand: lines typed are what is done, what is heard appears as it is heard."""
    phone = RemotePhone(base_url, number, out)
    phone.say(f"This is the phone {phone.number}. {phone.state['owner']}\n{HELP}")
    stop = threading.Event()

    watcher = RemotePhone(base_url, phone.number, out)
    thread = threading.Thread(target=_watch, args=(watcher, stop, every), daemon=True)
    thread.start()
    try:
        for line in keys:
            if line.strip() == "q":
                break
            _obey(phone, line.strip())
    finally:
        stop.set()
        thread.join(timeout=2)


def _watch(phone: RemotePhone, stop: threading.Event, every: float) -> None:
    bell = False
    while not stop.wait(every):
        try:
            phone.look()
        except SimulatorError as error:
            phone.say(str(error))
            return
        if phone.state["state"] == "ringing" and not bell:
            phone.say(f"  The phone rings: {phone.state['other'] or 'unknown number'}")
        bell = phone.state["state"] == "ringing"
        phone.show_news()


def _obey(phone: RemotePhone, line: str) -> None:
    word, _, rest = line.partition(" ")
    phone.look()
    if word == "d":
        phone.does("dial", **({"to": rest} if rest else {}))
    elif word == "a":
        phone.does("answer")
    elif word == "h":
        phone.does("hangup")
    elif word == "t" and rest.strip():
        phone.does("text", body=rest)
    elif word == "s":
        phone.skip()
    elif line and KEYS.issuperset(line):
        phone.does("press", keys=line)
    elif line:
        phone.say(HELP)
