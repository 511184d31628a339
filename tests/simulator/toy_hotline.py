"""A toy hotline that answers with hand-written TwiML, and phones to ring it with."""

import struct
from collections.abc import Callable

from flask import Flask, Response, abort, request

from hotline.simulator.carrier import Carrier
from hotline.simulator.http import InProcess
from hotline.simulator.journey import FakeClock, Handset, Journey
from hotline.simulator.legs import Account

BASE = "https://hotline.example"
HOTLINE = "+922100000000"
SID = "AC" + "0" * 32
TOKEN = "12345"

Answer = str | tuple[str, int] | Callable[[dict[str, str]], str]


def wav(seconds: float) -> bytes:
    """A silent mu-law recording."""
    data = b"\xff" * int(8000 * seconds)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 7, 1, 8000, 8000,
                       1, 8, b"data", len(data))
    return head + data


class Toy:
    """Documents by path, seconds of recordings by key, and every request that came in."""

    def __init__(self) -> None:
        self.documents: dict[str, Answer] = {}
        self.lengths: dict[str, float] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.app = Flask("toy")
        self.app.add_url_rule("/prompts/<language>/<name>.wav", "prompt", self._prompt)
        self.app.add_url_rule("/<path:path>", "any", self._answer, methods=["GET", "POST"])

    def says(self, path: str, inside: Answer) -> None:
        """Let a path answer with the inside of a Response, or with a status, or by a function."""
        self.documents[path] = inside

    def asked(self, path: str) -> list[dict[str, str]]:
        """The forms of the requests to a path."""
        return [form for one, form in self.requests if one == path]

    def _prompt(self, language: str, name: str) -> Response:
        key = name.partition(".")[0]
        if key == "missing":
            abort(404)
        return Response(wav(self.lengths.get(key, 2.0)), content_type="audio/wav")

    def _answer(self, path: str) -> Response:
        form = {**request.args.to_dict(), **request.form.to_dict()}
        self.requests.append((f"/{path}", form))
        answer = self.documents.get(f"/{path}", "")
        if callable(answer):
            answer = answer(form)
        if isinstance(answer, tuple):
            return Response(answer[0], answer[1])
        return Response(f"<Response>{answer}</Response>", content_type="text/xml")


class Town:
    """The toy hotline, its carrier, a caller, a responder and the clock."""

    def __init__(self) -> None:
        self.toy = Toy()
        self.clock = FakeClock()
        account = Account(SID, HOTLINE, f"{BASE}/voice", f"{BASE}/status", f"{BASE}/sms")
        self.carrier = Carrier(InProcess(self.toy.app), self.clock, account, TOKEN,
                               words=lambda language, key: f"({language}) {key.replace('_', ' ')}")
        self.journey = Journey(self.carrier, self.clock)
        self.caller = self.phone("+923001234567", "the caller")
        self.responder = self.phone("+923007654321", "the responder")

    def phone(self, number: str, owner: str) -> Handset:
        """A phone in town."""
        return self.journey.phone(number, owner)

    @property
    def codes(self) -> list[int]:
        """What the debugger lists."""
        return [problem.code for problem in self.carrier.problems]


def play(key: str, language: str = "ur") -> str:
    """A Play of one recording."""
    return f"<Play>/prompts/{language}/{key}.1.wav</Play>"
