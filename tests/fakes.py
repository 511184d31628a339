"""Stand-ins for what is outside: a telephone that remembers what it was asked, and fails when it is told to."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.core.phone_number import PhoneNumber


@dataclass
class FakeTelephone:
    """Takes every text and call; each error in `failing` meets one request."""

    failing: list[Exception] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)

    def send_text(self, to: PhoneNumber, body: str) -> str:
        """Take a text and give it an id."""
        self._fail()
        self.texts.append((to.e164, body))
        return f"SM{len(self.texts)}"

    def place_call(self, to: PhoneNumber, path: str) -> str:
        """Take a call and give it an id."""
        self._fail()
        self.calls.append((to.e164, path))
        return f"CA{len(self.calls)}"

    def _fail(self) -> None:
        if self.failing:
            raise self.failing.pop(0)
