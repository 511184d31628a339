"""The line between the carrier and the hotline, which may be cut, slow, doubled or full of nonsense; and a database
that goes away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from hotline.core.errors import StoreDown
from hotline.simulator.http import Form, Http, Reply
from hotline.simulator.journey import FakeClock
from hotline.simulator.webhooks import sign
from hotline.storage.database import NONE, Database, Row, Values


@dataclass(frozen=True)
class Sent:
    """A request on its way."""

    method: str
    url: str
    form: Form | None
    headers: Mapping[str, str]

    def value(self, name: str) -> str:
        """A form parameter, empty when absent."""
        return dict(self.form or ()).get(name, "")


Go = Callable[[Sent], Reply]
Deed = Callable[[Sent, Go], Reply]


@dataclass
class Trouble:
    """What befalls some requests whose path ends so: after `skip` of them, so many `times`."""

    path: str
    deed: Deed
    times: int = 1
    skip: int = 0

    def befalls(self, sent: Sent) -> bool:
        """Whether it is the turn of this request."""
        if not urlsplit(sent.url).path.endswith(self.path) or self.times <= 0:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Line:
    """Carries requests; `asked` counts those of each call."""

    http: Http
    token: str
    clock: FakeClock
    troubles: list[Trouble] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, method: str, url: str, form: Form | None, headers: Mapping[str, str]) -> Reply:
        sent = Sent(method, url, form, headers)
        self.asked[sent.value("CallSid")] += 1
        return self._carry(sent, [one for one in self.troubles if one.befalls(sent)])

    def _carry(self, sent: Sent, troubles: list[Trouble]) -> Reply:
        if not troubles:
            return self.http(sent.method, sent.url, sent.form, sent.headers)
        return troubles[0].deed(sent, lambda changed: self._carry(changed, troubles[1:]))

    def signed(self, sent: Sent, url: str = "", **form: str | None) -> Sent:
        """The same request as the carrier would have sent it with other parameters; None takes one out."""
        pairs = [(name, form.get(name, value)) for name, value in sent.form or ()]
        pairs += [(name, value) for name, value in form.items() if name not in dict(sent.form or ())]
        kept = [(name, value) for name, value in pairs if value is not None]
        url = url or sent.url
        return replace(sent, url=url, form=kept,
                       headers={**sent.headers, "X-Twilio-Signature": sign(self.token, url, kept)})  # fmt: skip


class Shaky(Database):
    """A database that can be away; `goes_at` is a statement at which it goes away by itself."""

    away = False
    goes_at = ""

    def query(self, sql: str, values: Values = NONE) -> list[Row]:
        self._look(sql)
        return super().query(sql, values)

    def execute(self, sql: str, values: Values = NONE) -> int:
        self._look(sql)
        return super().execute(sql, values)

    def _look(self, sql: str) -> None:
        if self.goes_at and sql.startswith(self.goes_at):
            self.away = True
        if self.away:
            raise StoreDown("away")
