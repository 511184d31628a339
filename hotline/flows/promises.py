"""The promises: nobody in the family is told, no police or court, no media. They hold unless she changes one."""

from __future__ import annotations

from hotline.core.callback import PROMISES
from hotline.core.flow import Choose, Option, Step

DEFAULTS = {f"tell_{whom}": "no" for whom in PROMISES}


def steps() -> tuple[Step, ...]:
    """From the main menu's side, and in the middle of a request; each goes back to where it was asked."""
    requests = _steps("request_promises", "callin_confirm", "promises_on")
    return (*_steps("promises", "menu", "promises_menu"), *requests)


def _steps(name: str, done: str, line: str) -> tuple[Step, ...]:
    changes = tuple(
        Option(str(n), f"promise_{whom}", f"{name}_{whom}") for n, whom in enumerate(PROMISES, 1)
    )
    return (
        Choose(name, ("promises_intro",), (*changes, Option("4", line, done)), rescue=done),
        *(
            Choose(
                f"{name}_{whom}",
                (),
                (
                    Option("1", f"promise_{whom}_keep", name, sets=((f"tell_{whom}", "no"),)),
                    Option("2", f"promise_{whom}_lift", name, sets=((f"tell_{whom}", "yes"),)),
                ),
                rescue=name,
            )
            for whom in PROMISES
        ),
    )
