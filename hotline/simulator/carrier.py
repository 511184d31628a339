"""The carrier: knows the phones, connects calls, carries texts, and tells the hotline about both."""

from collections.abc import Callable, Iterable

from hotline.simulator import calls
from hotline.simulator.agenda import Agenda
from hotline.simulator.audio import seconds_of
from hotline.simulator.http import Http
from hotline.simulator.legs import (
    Account,
    Ask,
    Callback,
    Download,
    Event,
    Happening,
    HungUp,
    Key,
    Leg,
    PickedUp,
    Problem,
    Refused,
    Script,
    Spoke,
    new_sid,
)
from hotline.simulator.phone import Phone, Text, Words
from hotline.simulator.places import countries
from hotline.simulator.texts import Texts
from hotline.simulator.webhooks import Answer, Exchange, Request, Webhooks

KEYS = frozenset("0123456789*#")


class Carrier:
    """Every method may be called from any thread; whoever calls also does what is due by the clock."""

    def __init__(
        self, http: Http, clock: Callable[[], float], account: Account, auth_token: str,
        words: Words | None = None, phones: Iterable[Phone] = (),
    ) -> None:
        self.account = account
        self.auth_token = auth_token
        self.clock = clock
        self.webhooks = Webhooks(http, auth_token, clock)
        self.phones: dict[str, Phone] = {}
        self.problems: list[Problem] = []
        self.legs: list[Leg] = []
        self.agenda = Agenda(clock, self._ask, now=clock())
        self.texts = Texts(self)
        self.recordings: dict[str, bytes] = {}
        self._words = words
        self._lengths: dict[str, float] = {}
        for phone in phones:
            self.add(phone)

    @property
    def now(self) -> float:
        """The moment the carrier is living through."""
        return self.agenda.now

    @property
    def deliver_twice(self) -> bool:
        """Whether every webhook is delivered twice."""
        return self.webhooks.deliver_twice

    @deliver_twice.setter
    def deliver_twice(self, twice: bool) -> None:
        self.webhooks.deliver_twice = twice

    @property
    def exchanges(self) -> list[Exchange]:
        """Every webhook so far, with its answers."""
        return list(self.webhooks.exchanges)

    def add(self, phone: Phone) -> Phone:
        """Connect a phone to the network."""
        phone.line = self
        self.phones[phone.number] = phone
        return phone

    def tick(self) -> None:
        """Do everything that is due by the clock."""
        self.agenda.run()

    def next_moment(self) -> float | None:
        """When the next thing is due, if anything is."""
        return self.agenda.next_moment()

    def replay(self, request: Request) -> Answer:
        """Deliver a captured webhook once more, byte for byte; the answer is not acted upon."""
        return self.webhooks.post_again(request)

    # What a phone asks for

    def dial(self, phone: Phone, to: str | None = None) -> None:
        """A phone rings the hotline."""
        with self.acting():
            if phone.state != "idle":
                return
            to = to or self.account.number
            leg = Leg(self, phone, phone.number if phone.shows is None else phone.shows, to, "inbound")
            phone.state, phone.call_sid, phone.caller_id = "calling", leg.sid, to
            ours = to == self.account.number or to in self.account.owned
            self.start(leg, calls.inbound(leg) if ours else calls.unknown(leg))
        self.tick()

    def press(self, phone: Phone, keys: str) -> None:
        """A phone sends keys, one after the other, each as soon as the one before has been acted upon."""
        if not KEYS.issuperset(keys):
            raise ValueError(f"a phone has no such key: {keys}")
        for key in keys:
            self._happens(phone, Key(key))

    def speak(self, phone: Phone, sound: bytes, seconds: float) -> None:
        """Something is said into a phone; it is heard by nobody but a recorder."""
        self._happens(phone, Spoke(sound, seconds))

    def answer(self, phone: Phone) -> None:
        """A ringing phone is answered."""
        self._happens(phone, PickedUp())

    def reject(self, phone: Phone) -> None:
        """A ringing phone is refused."""
        self._happens(phone, Refused())

    def hang_up(self, phone: Phone) -> None:
        """A phone leaves its call; a ringing one is refused."""
        self._happens(phone, Refused() if phone.state == "ringing" else HungUp())

    def text(self, phone: Phone, body: str, to: str | None = None) -> Text:
        """A phone sends a text."""
        with self.acting():
            text = self.texts.receive(phone, body, to or self.account.number)
        self.tick()
        return text

    # What a script asks for (Network)

    def find(self, number: str) -> Phone | None:
        """The phone with a number."""
        return self.phones.get(number)

    def request(self, method: str, url: str, form: list[tuple[str, str]]) -> Request:
        """A signed request, with the countries of both numbers as Twilio adds them."""
        return self.webhooks.request(method, url, [*form, *countries(form)])

    def notify(self, callback: Callback, form: list[tuple[str, str]]) -> None:
        """Send a status callback, as late and as often as the account's knobs say."""
        request = self.request(callback.method, callback.url, form)

        def check(answer: Answer) -> None:
            if not answer.good:
                self.report(11200, f"{answer.complaint} to a status callback", request.url)

        for copy in range(self.account.status_copies):
            at = self.now + self.account.status_delay * (copy + 1)
            self.agenda.later(at, lambda: self.post(request, check))

    def start(self, leg: Leg, script: Script[None]) -> None:
        """Begin a leg."""
        self.legs.append(leg)
        self.agenda.start(leg, script)

    def send(self, leg: Leg, event: Happening | HungUp) -> None:
        """Let something happen to a leg."""
        self.agenda.send(leg, event)

    def later(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do something after a while."""
        self.agenda.later(self.now + seconds, deed)

    def report(self, code: int, message: str, url: str = "", call: str = "") -> None:
        """Write to the debugger, without what a query carries; it can be found by the call."""
        self.problems.append(Problem(self.now, code, message, url.partition("?")[0], call))

    def keep(self, sound: bytes) -> str:
        """Keep what was recorded, until somebody deletes it."""
        sid = new_sid("RE")
        self.recordings[sid] = sound
        return sid

    def words_of(self, language: str, key: str) -> str | None:
        """The sentence of a recording."""
        return self._words(language, key) if self._words else None

    # The REST API's calls

    def ring(self, to: str, sender: str, *, url: str | None, twiml: str | None, timeout: float,
             method: str = "POST", callback: Callback | None = None) -> Leg:
        """The API rings a phone; the ringing starts with the next tick."""
        with self.acting(tick=False):
            leg = Leg(self, self.find(to), sender, to, "outbound-api", None, callback)
            self.start(leg, calls.outbound(leg, url, twiml, timeout, method))
            return leg

    # Inside

    def acting(self, *, tick: bool = True) -> "Acting":
        """Hold the lock for one deed.

        The REST API acts without a tick: it may be serving a request that the hotline makes while it
        answers a webhook, which is no moment to send it another.
        """
        return Acting(self, tick=tick)

    def post(self, request: Request, settle: Callable[[Answer], None]) -> None:
        """Deliver a webhook outside the lock and settle its answer inside it."""

        def errand() -> Callable[[], None]:
            answer = self.webhooks.send(request)
            return lambda: settle(answer)

        self.agenda.errand(errand)

    def _happens(self, phone: Phone, happening: Happening | HungUp) -> None:
        with self.acting():
            leg = next((leg for leg in self.agenda.legs if leg.sid == phone.call_sid), None)
            if leg is not None:
                self.send(leg, happening)
        self.tick()

    def _ask(self, effect: Ask | Download) -> Event:
        if isinstance(effect, Ask):
            return self.webhooks.send(effect.request)
        known = self._lengths.get(effect.url)
        if known is not None:
            return known
        answer = self.webhooks.download(effect.url)
        seconds = seconds_of(answer.content_type, answer.body) if answer.good else None
        if seconds is None:
            code, why = (12300, "not a recording") if answer.good else (11200, answer.complaint)
            self.report(code, f"Play: {why}", effect.url)
            return None
        self._lengths[effect.url] = seconds
        return seconds


class Acting:
    """First what was due until now, then the deed, under the lock and at the clock's time."""

    def __init__(self, carrier: Carrier, *, tick: bool) -> None:
        self._carrier = carrier
        self._tick = tick

    def __enter__(self) -> None:
        if self._tick:
            self._carrier.tick()
        agenda = self._carrier.agenda
        agenda.lock.acquire()
        agenda.now = max(agenda.now, self._carrier.clock())

    def __exit__(self, *_: object) -> None:
        self._carrier.agenda.lock.release()
