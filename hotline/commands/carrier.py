"""`hotline twilio …`: what is looked up at the provider."""

from __future__ import annotations

import click

from hotline.actions.find_lost import find_calls, find_texts
from hotline.actions.ports import TelephoneError
from hotline.commands.opening import now, ready_store
from hotline.settings import load
from hotline.worker import open_finding, open_telephone


@click.group()
def twilio() -> None:
    """The provider: reconcile."""


@twilio.command()
def reconcile() -> None:
    """Find the texts and calls that did not reach us, by the provider's list. The worker does it every five minutes."""
    settings, store = load(), ready_store()
    finding, telephone, at = open_finding(settings, store), open_telephone(settings), now()
    try:
        texts = find_texts(finding, telephone, at)
        calls = find_calls(finding, telephone, at)
        told = calls.told
        while calls.more:
            calls = find_calls(finding, telephone, at)
            told += calls.told
    except TelephoneError as error:
        raise click.ClickException(f"the provider does not answer ({error.code}): try again later") from None
    click.echo(f"texts: {texts.answered} answered late, {texts.obeyed} obeyed, {texts.told} not answered; "
               f"calls that broke off: {told}")  # fmt: skip
    if (texts.told or told) and not settings.coordinator:
        raise click.ClickException("nobody is told: set HOTLINE_COORDINATOR")
