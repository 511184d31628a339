"""The simulator's own time: the real clock, which may be moved forward, and what keeps it going."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from hotline.simulator.carrier import Carrier


@dataclass
class SkippingClock:
    """The real time plus whatever was skipped, so that a script need not wait for a recording to end."""

    real: Callable[[], float]
    skipped: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> float:
        return self.real() + self.skipped

    def advance(self, seconds: float) -> None:
        """Move forward."""
        with self._lock:
            self.skipped += max(0.0, seconds)


def start_ticking(carrier: Carrier, every: float = 0.2) -> threading.Event:
    """Keep calls going while no page is open; set the returned event to stop.

    The thread sends webhooks, so the server needs one more thread than it has to answer them.
    """
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(every):
            carrier.tick()

    threading.Thread(target=tick, name="simulator", daemon=True).start()
    return stop
