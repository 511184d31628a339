"""The `hotline` command: one line for an error, saying what to do; exit status 0 only when all is well."""

from __future__ import annotations

import click

from hotline.actions.ports import StoreDown
from hotline.commands import (
    bars,
    broadcasts,
    carrier,
    content,
    database,
    drawing,
    export,
    forgetting,
    numbers,
    people,
    phone,
    recording,
    report,
    requests,
    reviewing,
    roster,
    running,
    speech,
    staff,
    subscriptions,
)
from hotline.flows.library import LibraryError
from hotline.settings import SettingsError


class _Hotline(click.Group):
    """Turns the errors that a person can mend into one line."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(f"{error} (for a trial run 'hotline demo')") from None
        except StoreDown as error:
            raise click.ClickException(f"the database does not answer ({error}): nothing was changed") from None
        except LibraryError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Hotline, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run and look after the hotline."""


for command in (running.demo, running.serve, running.worker, running.doctor, database.db, roster.roster,
                requests.callbacks, requests.notes, bars.bars, requests.outbox, forgetting.forget, content.content,
                content.keywords, speech.prompts, speech.flows, phone.phone, subscriptions.subscriptions,
                broadcasts.broadcast, broadcasts.broadcasts, people.people, people.alarms,
                carrier.twilio, numbers.numbers,
                export.export, report.report, staff.staff, staff.audit):  # fmt: skip
    main.add_command(command)
for command in (recording.import_, recording.script_):
    speech.prompts.add_command(command)
speech.flows.add_command(drawing.draw_flows)
for command in (reviewing.sheet_, reviewing.cost):
    content.content.add_command(command)
