"""The page and its JSON: what the browser and the terminal's phone rely on."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from toy_hotline import HOTLINE, Town, play

import hotline.simulator.pages as pages
from hotline.simulator.clock import SkippingClock
from hotline.simulator.phonebook import example_callers, responders

CALLER = "/simulator/phones/%2B923001234567"
RESPONDER = "/simulator/phones/%2B923007654321"


@pytest.fixture
def client(town: Town) -> FlaskClient:
    """A browser on the simulator's page, whose clock may be moved forward."""
    clock = SkippingClock(town.clock)
    town.carrier.clock = town.carrier.agenda.clock = clock
    town.responder.phone.side = "responder"
    town.toy.app.register_blueprint(pages.create_blueprint(town.carrier, clock))
    return town.toy.app.test_client()


def post(client: FlaskClient, path: str, **given: str) -> dict:
    """Do something as the page does."""
    answer = client.post(path, json=given)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


class Tags(HTMLParser):
    """Every tag with its attributes, and what stands inside scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in ("script", "style"):
            self.inline += data.strip()


def test_the_page_has_no_inline_script(client: FlaskClient) -> None:
    """No script, style or handler stands in the page, and nothing comes from another host."""
    answer = client.get("/simulator/")
    page = Tags()
    page.feed(answer.text)
    assert not page.inline
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href"):
            assert (attributes.get(name) or "/").startswith(("/", "data:,")), tag
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_key_can_be_named(client: FlaskClient) -> None:
    """Two phones of twelve keys and two call keys; every button and field has a name to be called by."""
    page = Tags()
    page.feed(client.get("/simulator/").text)
    keys = [attributes["data-key"] for tag, attributes in page.tags if "data-key" in attributes]
    assert sorted(keys) == sorted("0123456789*#" * 2)
    assert all("aria-label" in attributes for _, attributes in page.tags if "data-key" in attributes)


def test_static_files_are_there(client: FlaskClient) -> None:
    """What the page refers to exists, and scripts refer to no other host."""
    for name in ("simulator.css", "simulator.js", "sound.js"):
        assert client.get(f"/simulator/static/{name}").status_code == 200
        text = (Path(pages.__file__).parent / "static" / name).read_text()
        assert "http://" not in text
        assert "https://" not in text


def test_a_whole_call_by_json(town: Town, client: FlaskClient) -> None:
    """Dial, press, ring, answer, accept, hang up."""
    town.toy.says("/voice", f'<Gather numDigits="1" action="/talk">{play("menu")}</Gather>')
    town.toy.says("/talk", '<Dial><Number url="/whisper">+923007654321</Number></Dial>')
    town.toy.says("/whisper", f'<Gather numDigits="1" action="/ok">{play("whisper")}</Gather><Hangup/>')
    state = post(client, f"{CALLER}/dial", to="")
    assert (state["state"], state["listening"], state["sounding"]) == ("in call", True, True)
    assert state["heard"][0]["text"] == "(ur) menu"
    assert state["heard"][0]["on"]
    post(client, f"{CALLER}/press", keys="1")
    assert client.get(RESPONDER).get_json()["state"] == "ringing"
    post(client, f"{RESPONDER}/answer")
    state = post(client, f"{RESPONDER}/press", keys="5")
    assert state["talking"]
    both = {"caller": "+923001234567", "responder": "+923007654321"}
    shown = client.get("/simulator/state", query_string=both)
    assert shown.get_json()["caller"]["talking"]
    assert post(client, f"{RESPONDER}/hangup")["state"] == "idle"
    assert client.get(CALLER).get_json()["state"] == "idle"


def test_skipping_moves_to_the_next_thing(town: Town, client: FlaskClient) -> None:
    """A recording's end is one skip away; with nothing due, nothing moves."""
    town.toy.says("/voice", play("welcome") + play("goodbye"))
    post(client, f"{CALLER}/dial")
    assert post(client, "/simulator/skip") == {"moved": True}
    heard = client.get(CALLER).get_json()["heard"]
    assert [item["key"] for item in heard] == ["welcome", "goodbye"]
    post(client, "/simulator/skip")
    assert post(client, "/simulator/skip") == {"moved": False}


def test_texts_by_json(town: Town, client: FlaskClient) -> None:
    """A text and its answer, oldest first, and what a draft would cost."""
    town.toy.says("/sms", "<Message>سلام</Message>")
    state = post(client, f"{CALLER}/text", body="salaam")
    assert [(text["way"], text["body"], text["parts"]) for text in state["texts"]] == [
        ("out", "salaam", 1), ("in", "سلام", 1)]
    assert post(client, "/simulator/parts", body="ا" * 71) == {"parts": 2, "characters": 71}


def test_how_a_responder_takes_calls(town: Town, client: FlaskClient) -> None:
    """A responder's phone can be set to be busy."""
    assert post(client, f"{RESPONDER}/manner", manner="busy")["manner"] == "busy"


@pytest.mark.parametrize(("path", "given", "status"), [
    (f"{CALLER}/press", {"keys": "x"}, 400),
    (f"{CALLER}/press", {}, 400),
    (f"{CALLER}/text", {"body": " "}, 400),
    (f"{CALLER}/manner", {"manner": "angry"}, 400),
    (f"{CALLER}/explode", {}, 404),
    ("/simulator/phones/123/dial", {}, 404),
    (f"{CALLER}/dial", ["to"], 400),
])
def test_what_is_refused(client: FlaskClient, path: str, given, status: int) -> None:
    """A clear error for each thing a phone cannot do."""
    answer = client.post(path, json=given)
    assert answer.status_code == status
    assert answer.get_json()["error"]


def test_other_sites_cannot_ring(town: Town, client: FlaskClient) -> None:
    """Forms of other sites are refused, and so are requests that say where they come from."""
    assert client.post(f"{CALLER}/dial", data={"to": ""}).status_code == 415
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert client.post(f"{CALLER}/dial", json={}, headers=elsewhere).status_code == 403
    assert client.post(f"{CALLER}/dial", json={}, headers={"Origin": "http://localhost"}).status_code == 200
    assert len(town.toy.asked("/voice")) == 1


@pytest.mark.parametrize(("keyed", "reached"), [
    ("", True), (HOTLINE, True), ("021-0000-0000", True), ("0300", False), ("15", False)])
def test_keyed_before_the_green_key(town: Town, client: FlaskClient, keyed: str, reached: bool) -> None:
    """Nothing, or the hotline's number in any form, reaches the hotline."""
    post(client, f"{CALLER}/dial", to=keyed)
    assert bool(town.toy.asked("/voice")) is reached


def test_example_phones_have_numbers_of_their_own() -> None:
    """No two phones share a number, and each has a name."""
    phones = [*example_callers(), *responders([("Ayesha", "+923007654321")])]
    assert len({phone.number for phone in phones}) == len(phones)
    assert all(phone.owner for phone in phones)
    assert phones[-1].side == "responder"
