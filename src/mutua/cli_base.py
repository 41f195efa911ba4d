"""What every command shares: Italian help, one language option, one way to stop with a clear message."""

from __future__ import annotations

import errno
import gc
import io
import json
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

import click

from mutua.domain.elision import elided

F = TypeVar("F", bound=Callable[..., Any])

LANGUAGES = ("it", "en")
WIDEST = 110
_WHY = {
    errno.EACCES: "permesso negato", errno.EPERM: "permesso negato", errno.EISDIR: "è una cartella",
    errno.ENOENT: "non c'è", errno.ENOSPC: "il disco è pieno", errno.EIO: "errore del disco",
    errno.EROFS: "sola lettura", errno.EEXIST: "c'è già, e non è una cartella", errno.ENOTDIR: "non è una cartella",
    errno.ENAMETOOLONG: "il nome è troppo lungo", errno.ENOTEMPTY: "non è vuota", errno.EDQUOT: "il disco è pieno",
    errno.EINVAL: "il nome non va bene", errno.ELOOP: "i rimandi si inseguono", errno.EBUSY: "è in uso",
}  # fmt: skip


MOST_NUMBER = 10**15  # no archive numbers anything as high
NUMBER = click.IntRange(1, MOST_NUMBER)


class Stop(click.ClickException):
    """Something the person must put right: one message, exit status 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


def _without_extras(text: str) -> str:
    """The help of an option, without what click adds to it in signs and in English; that it is needed, in Italian."""
    told, mark, extras = text.rpartition("  [")
    if not mark or not extras.endswith("]"):
        return text
    return f"{told} (Obbligatoria.)" if "required" in extras else told


def _range_message(kind: click.IntRange) -> str:
    """Which whole numbers are meant."""
    if kind.min is not None and kind.max is not None:
        return f"scrivere un numero intero da {kind.min} a {kind.max}"
    return "scrivere un numero intero" + (f", da {kind.min} in su" if kind.min is not None else "")


class _ItalianHelp(click.Command):
    """Help whose headings are Italian."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Uso: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for row in (option.get_help_record(ctx) for option in options) if row is not None]
        if rows:
            with formatter.section("Opzioni"):
                formatter.write_dl([(name, _without_extras(text)) for name, text in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Mostra questo aiuto."
        return option


class Command(_ItalianHelp):
    """A command with Italian help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPZIONI]")
        super().__init__(*args, **kwargs)


class Group(_ItalianHelp, click.Group):
    """A group of commands with Italian help."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPZIONI]")
        kwargs.setdefault("subcommand_metavar", "COMANDO …")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(90)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Comandi"):
                formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def lang_option(command: F) -> F:
    """`--lang`: the language of what is printed. Written after the command it wins over the one before it."""

    def keep(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        chosen = ctx.ensure_object(dict)
        if value is not None:
            chosen["lang"] = value

    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=keep,
        help="La lingua di ciò che si stampa: it, se non si dice altro, oppure en.",
    )(command)


@contextmanager
def many_values() -> Iterator[None]:
    """While a list of very many rows is held: no search, again and again, for circles among its values."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def language() -> Literal["it", "en"]:
    """The language asked for; Italian if nobody asked."""
    chosen = click.get_current_context().find_object(dict) or {}
    return "en" if chosen.get("lang") == "en" else "it"


def say(italian: str, english: str) -> str:
    """One of the two, by the language asked for; the articles of the Italian one as they are read: «l'8 marzo»."""
    return english if language() == "en" else elided(italian)


def print_json(value: object) -> None:
    """A value for a program: UTF-8, keys in the order given."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_paragraph(text: str) -> None:
    """A paragraph: folded between words at a terminal, on one line for a program or a file."""
    if not sys.stdout.isatty():
        click.echo(text)
        return
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for line in text.splitlines():
        click.echo(line if line.startswith("|") else textwrap.fill(line, width, break_on_hyphens=False))


def usage_message(error: click.UsageError) -> str:
    """A usage mistake in Italian: click says its own in English."""
    if isinstance(error, click.NoSuchOption):
        hint = f" Forse intendevi {', '.join(error.possibilities)}." if error.possibilities else ""
        return f"Opzione sconosciuta: «{error.option_name}».{hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint
        return f"Manca {name}."
    if isinstance(error, click.BadParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint
        if error.param is not None and isinstance(error.param.type, click.Choice):
            return f"Valore non valido per {name}: scegliere fra {', '.join(error.param.type.choices)}."
        if error.param is not None and isinstance(error.param.type, click.IntRange):
            return f"Valore non valido per {name}: {_range_message(error.param.type)}."
        return f"Valore non valido per {name}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        if error.message.endswith("requires an argument."):
            return f"Opzione «{error.option_name}»: manca il valore."
        return f"Opzione usata male: «{error.option_name}»."
    if error.message.startswith("Got unexpected extra argument"):
        return f"Argomento di troppo: «{error.message.partition('(')[2].rstrip(')')}»."
    if error.message.startswith("No such command"):
        name = error.message.removeprefix("No such command").split("'")[1]
        return f"Comando sconosciuto: «{name}»."
    return error.message


def run(command: click.Command, arguments: list[str] | None = None) -> int:
    """Run the command line and say with what status to leave: 0 well, 1 a mistake in the data, 2 a usage mistake."""
    told = sys.argv[1:] if arguments is None else arguments
    foreign = next((one for one in told if not one.isascii() and any("\ud800" <= sign <= "\udfff" for sign in one)), "")
    if foreign:
        shown = foreign.encode("ascii", "replace").decode("ascii")
        click.echo(f"«{shown}» non è scritto in UTF-8: riscriverlo.", err=True)
        return 2
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a signs table without «→» never stops a command
    try:
        status = command.main(arguments, prog_name="mutua", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        return 2
    except click.UsageError as error:
        click.echo(usage_message(error), err=True)
        if error.ctx is not None:
            click.echo(f"Aiuto: {error.ctx.command_path} --help", err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Interrotto.", err=True)
        return 130
    except OSError as error:
        why = _WHY.get(error.errno or 0, f"errore {error.errno} del sistema")
        click.echo(f"Non si può leggere o scrivere {error.filename or ''}: {why}.", err=True)
        return 1
    return status if isinstance(status, int) else 0
