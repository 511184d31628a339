"""The terminal's phone against a real server on this machine."""

import io
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from toy_hotline import HOTLINE, SID, TOKEN, Toy, play
from werkzeug.serving import make_server

from hotline.simulator.carrier import Carrier
from hotline.simulator.clock import SkippingClock, start_ticking
from hotline.simulator.http import Transport
from hotline.simulator.legs import Account
from hotline.simulator.pages import create_blueprint
from hotline.simulator.phone import Phone
from hotline.simulator.terminal import SimulatorError, run_by_hand, run_script

WORDS = {"menu": "ایک دبائیے", "again": "پھر سے", "wait": "انتظار کیجیے", "thanks": "شکریہ"}


@pytest.fixture
def server() -> Iterator[tuple[str, Toy, Carrier]]:
    """A toy hotline with its simulator, served by threads, ticking."""
    toy = Toy()
    listener = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    clock = SkippingClock(time.time)
    account = Account(SID, HOTLINE, f"{base}/voice", f"{base}/status", f"{base}/sms")
    carrier = Carrier(Transport(base), clock, account, TOKEN, words=lambda _, key: WORDS.get(key),
                      phones=[Phone("+923001234567", "Her own phone"),
                              Phone("+923007654321", "Ayesha", side="responder")])
    toy.app.register_blueprint(create_blueprint(carrier, clock))
    web = make_server("127.0.0.1", 0, toy.app, threaded=True, fd=listener.fileno())
    threading.Thread(target=web.serve_forever, daemon=True).start()
    stop = start_ticking(carrier, every=0.05)
    yield base, toy, carrier
    stop.set()
    web.shutdown()


def script(base: str, *steps: str, number: str | None = None) -> str:
    """What a script prints."""
    out = io.StringIO()
    run_script(base, steps, number, out)
    return out.getvalue()


def test_a_scripted_call(server: tuple[str, Toy, Carrier]) -> None:
    """The whole menu is heard before a key, silence is a step, and nobody waits for the minutes that pass."""
    base, toy, _ = server
    toy.lengths = {"menu": 20, "again": 20, "thanks": 20}
    toy.says("/voice", f'<Gather numDigits="1" action="/chosen">{play("menu")}</Gather>'
                       f'<Gather numDigits="1" action="/chosen">{play("again")}</Gather>')
    toy.says("/chosen", play("thanks"))
    out = io.StringIO()
    run_script(base, ("dial", "wait", "1"), None, out, sleep=lambda _: pytest.fail("it waits"))
    lines = out.getvalue().splitlines()
    assert [line.split()[-1] for line in lines] == [
        "دبائیے", "(silence)", "سے", "1", "شکریہ", "ended)"]
    assert lines[2].startswith("  0:25  ur")


def test_a_scripted_text(server: tuple[str, Toy, Carrier]) -> None:
    """The text, its answer, and their parts."""
    base, toy, _ = server
    toy.says("/sms", "<Message>سلام</Message>")
    assert script(base, "text:madad chahiye").splitlines() == [
        "  text > madad chahiye  (1 part)", "  text < سلام  (1 part)"]


def test_a_responder_is_scripted_too(server: tuple[str, Toy, Carrier]) -> None:
    """One script calls, another waits for the bell, answers and hangs up."""
    base, toy, _ = server
    toy.says("/voice", f"{play('wait')}<Dial><Number>+923007654321</Number></Dial>")
    script(base, "dial")
    printed = script(base, "answer", "hangup", number="+923007654321")
    assert "(put through)" in printed
    assert "(the call has ended)" in printed


def test_mistakes_are_told_in_a_sentence(server: tuple[str, Toy, Carrier]) -> None:
    """An unknown number, an unknown step and no server at all."""
    base, _, _ = server
    with pytest.raises(SimulatorError, match="no phone has the number"):
        script(base, "dial", number="+1")
    with pytest.raises(SimulatorError, match="there is no step"):
        script(base, "sing")
    with pytest.raises(SimulatorError, match="make demo"):
        script("http://127.0.0.1:1", "dial")


def test_by_hand(server: tuple[str, Toy, Carrier]) -> None:
    """Lines typed are done; what is heard appears."""
    base, toy, _ = server
    toy.says("/voice", f'<Gather numDigits="1" action="/chosen">{play("menu")}</Gather>')
    toy.says("/chosen", play("thanks"))
    toy.says("/sms", "<Message>سلام</Message>")
    awaited = ("ایک دبائیے", "شکریہ", "text < سلام")
    heard = threading.Event()

    class Screen(io.StringIO):
        def write(self, text: str) -> int:
            written = super().write(text)
            if all(one in self.getvalue() for one in awaited):
                heard.set()
            return written

    class Keys(io.StringIO):
        def __iter__(self) -> Iterator[str]:
            yield from ("d\n", "1\n", "t salaam\n", "help\n", "h\n")
            assert heard.wait(30)
            yield "q\n"

    run_by_hand(base, None, Keys(), Screen(), every=0.05)


def test_a_burst_of_keys_and_texts_from_many_threads(server: tuple[str, Toy, Carrier]) -> None:
    """Phones used at once from several threads, with the ticker between, all come to their end."""
    _, toy, carrier = server
    toy.says("/voice", f'<Gather numDigits="1" action="/chosen">{play("menu")}</Gather>')
    toy.says("/chosen", "<Hangup/>")
    toy.says("/sms", "<Message>سلام</Message>")
    phones = [carrier.add(Phone(f"+92300000000{number}")) for number in range(8)]

    def use(phone: Phone) -> None:
        for _ in range(5):
            phone.dial()
            phone.text("salaam")
            while phone.state != "idle":
                phone.press("1")

    threads = [threading.Thread(target=use, args=(phone,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert not any(thread.is_alive() for thread in threads)
    assert [len(phone.inbox) for phone in phones] == [5] * 8
    assert len(toy.asked("/chosen")) == 40
