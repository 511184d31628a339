"""`hotline phone`: a basic phone in the terminal, calling a hotline that runs with its simulator."""

from __future__ import annotations

import sys

import click

from hotline.simulator import terminal

OWN = "+92" + "3990000001"  # a prefix that nobody has


@click.command()
@click.argument("steps", nargs=-1)
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="Where the hotline runs.")
@click.option("--number", default=OWN, help="The phone to use; see the list at /simulator/.")
def phone(steps: tuple[str, ...], url: str, number: str) -> None:
    """A basic phone. Without STEPS it waits for keys; with them it does one after the other and prints what is heard.

    Steps: dial, keys such as 1 or 042…# (pressed when the menu was heard; !1 at once), listen, wait (say
    nothing), hangup, text:WORDS; with a responder's --number also answer and reject.
    """
    try:
        if steps:
            terminal.run_script(url, list(steps), number, sys.stdout)
        else:
            terminal.run_by_hand(url, number, sys.stdin, sys.stdout)
    except terminal.SimulatorError as error:
        raise click.ClickException(f"{error}; 'make demo' starts a hotline with simulated phones") from None
