"""`hotline report`: a month in short, and ready to print as a page."""

from __future__ import annotations

from pathlib import Path

import click

from hotline import parts
from hotline.commands.numbers import asked_numbers
from hotline.commands.opening import now, ready_store, show
from hotline.console.figures_shown import Telling
from hotline.console.reader import Reader
from hotline.console.report import names_in, report_file
from hotline.console.sentences import load as load_sentences
from hotline.core.staff import LANGUAGES
from hotline.settings import load


@click.command()
@click.option("--month", required=True, help="A month that is over, such as 2026-10.")
@click.option("--html", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the whole report here.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def report(month: str, file: Path | None, language: str) -> None:
    """The month in short; with --html FILE all of it, with plots and tables, as one page to print or send."""
    numbers, words = asked_numbers(month, month), parts.open_words()
    reader = Reader(language, now(), load().timezone, load_sentences(parts.TRANSLATIONS)[language])
    names = names_in(words, language)
    if file is None:
        short = Telling(reader, numbers, names).in_short(numbers.months[0])
        show([{"what": row.label, "how many": row.told} for row in short], json_=False, empty="")
        return
    try:
        file.write_text(report_file(reader, ready_store(), numbers.months[0], names), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from None
    click.echo(f"{file}: {reader.month(numbers.months[0])}")
