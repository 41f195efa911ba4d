"""The clerk's commands: the list of requests, what happens to one of them, old decisions anew, households set aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import database_option
from mutua.cli_base import Command, Group, lang_option, say
from mutua.cli_day import DAY

STATES = (
    "waiting", "suspended", "to-bring", "to-pay", "paid", "deferred", "granted", "authorised", "refused", "withdrawn",
    "reversed", "to-recover", "parked", "appealed",
)  # fmt: skip



def not_blank(_ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A text that says something, without the blanks around it."""
    if not value.strip():
        raise click.UsageError(say(f"{param.opts[0]} è vuoto: scriverlo.", f"{param.opts[0]} is empty: write it."))
    return value.strip()


CLAIM = click.argument("claim", metavar="DOMANDA")
LINE = click.option(
    "--line", type=click.IntRange(1), metavar="RIGA", help="Di quale riga; altrimenti di tutta la domanda."
)
DATED = click.option("--dated", type=DAY, metavar="GIORNO", help="La data che il documento porta.")
ON = click.option("--on", type=DAY, metavar="GIORNO", help="Il giorno; altrimenti oggi.")
MOTIVE = click.option(
    "--motive", required=True, callback=not_blank, metavar="MOTIVO",
    help="Perché; resta per sempre nella storia: niente nomi né notizie di salute.",
)  # fmt: skip
REFERENCE = click.option(
    "--reference", required=True, callback=not_blank, metavar="RIFERIMENTO", help="Come lo chiama la banca."
)
YES = click.option("--yes", is_flag=True, help="Senza chiedere conferma.")
JSON = click.option("--json", "as_json", is_flag=True, help="Per un programma.")


@click.command("claims", cls=Command)
@click.option("--member", default="", metavar="NUMERO", help="Di una persona: la sua tessera o il suo codice fiscale.")
@click.option("--state", type=click.Choice(STATES), metavar="STATO", help=f"Uno fra {', '.join(STATES)}.")
@click.option("--from", "since", type=DAY, metavar="GIORNO", help="Arrivate da questo giorno.")
@click.option("--to", "until", type=DAY, metavar="GIORNO", help="Arrivate fino a questo giorno.")
@click.option("--page", type=click.IntRange(1, 1_000_000), default=1, metavar="N", help="Quale pagina: la prima.")
@JSON
@database_option
@lang_option
def claims(
    member: str, state: str | None, since: date | None, until: date | None, page: int, as_json: bool,
    database: str | None,
) -> int:  # fmt: skip
    """Elenca le domande, le più recenti prima: di chi sono, a che punto, quanto è da pagare."""
    from mutua.cli_claims import print_claims

    if since is not None and until is not None and until < since:
        raise click.UsageError(say("--to viene prima di --from.", "--to comes before --from."))
    return print_claims(database, member, state or "", since, until, page, as_json=as_json)


@click.group("claim", cls=Group)
@lang_option
def claim() -> None:
    """Ciò che accade a una domanda oltre alla decisione: documenti, ritiro, annullamento, pagamento."""


@claim.command("paper", cls=Command)
@CLAIM
@click.argument("paper", metavar="DOCUMENTO")
@DATED
@LINE
@database_option
@lang_option
def paper(claim: str, paper: str, dated: date | None, line: int | None, database: str | None) -> int:
    """Un documento arrivato dopo: la domanda torna ad aspettare una decisione."""
    from mutua.cli_later import add_paper

    return add_paper(database, claim, paper, dated, line)


@claim.command("answer", cls=Command)
@CLAIM
@click.argument("answers", nargs=-1, required=True, metavar="NOME=RISPOSTA…")
@LINE
@database_option
@lang_option
def answer(claim: str, answers: tuple[str, ...], line: int | None, database: str | None) -> int:
    """Risposte arrivate dopo, col nome che hanno nel piano: la domanda torna ad aspettare una decisione."""
    from mutua.cli_later import add_answers

    return add_answers(database, claim, answers, line)


@claim.command("attach", cls=Command)
@CLAIM
@click.argument("paper", metavar="DOCUMENTO")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@DATED
@LINE
@database_option
@lang_option
def attach(claim: str, paper: str, source: Path, dated: date | None, line: int | None, database: str | None) -> int:
    """Un documento col suo file (PDF, JPEG, PNG o HEIC), conservato cifrato."""
    from mutua.cli_later import attach_file

    return attach_file(database, claim, paper, source, dated, line)


@claim.command("withdraw", cls=Command)
@CLAIM
@MOTIVE
@YES
@database_option
@lang_option
def withdraw(claim: str, motive: str, yes: bool, database: str | None) -> int:
    """Il socio ritira la domanda prima che sia decisa."""
    from mutua.cli_claim_life import withdraw_claim

    return withdraw_claim(database, claim, motive, yes=yes)


@claim.command("reverse", cls=Command)
@CLAIM
@MOTIVE
@YES
@database_option
@lang_option
def reverse(claim: str, motive: str, yes: bool, database: str | None) -> int:
    """Annulla la decisione: i limiti tornano liberi, ciò che è già pagato è da recuperare."""
    from mutua.cli_claim_life import reverse_claim

    return reverse_claim(database, claim, motive, yes=yes)


@claim.command("pay", cls=Command)
@CLAIM
@ON
@REFERENCE
@YES
@database_option
@lang_option
def pay(claim: str, on: date | None, reference: str, yes: bool, database: str | None) -> int:
    """Registra il pagamento di tutto ciò che è dovuto adesso."""
    from mutua.cli_claim_life import pay_claim

    return pay_claim(database, claim, on, reference, yes=yes)


@claim.command("returned", cls=Command)
@CLAIM
@ON
@REFERENCE
@YES
@database_option
@lang_option
def returned(claim: str, on: date | None, reference: str, yes: bool, database: str | None) -> int:
    """L'ultimo pagamento è tornato indietro dalla banca: è di nuovo dovuto."""
    from mutua.cli_claim_life import payment_returned

    return payment_returned(database, claim, on, reference, yes=yes)


@claim.command("release", cls=Command)
@CLAIM
@YES
@database_option
@lang_option
def release(claim: str, yes: bool, database: str | None) -> int:
    """Restituisce ai limiti ciò che un'autorizzazione tiene ancora da parte."""
    from mutua.cli_claim_life import release_claim

    return release_claim(database, claim, yes=yes)


@claim.command("release-expired", cls=Command)
@ON
@database_option
@lang_option
def release_expired(on: date | None, database: str | None) -> int:
    """Lo stesso, per tutte le autorizzazioni scadute prima del giorno."""
    from mutua.cli_claim_life import release_all_expired

    return release_all_expired(database, on)


# ---------------------------------------------------------------- old decisions anew, households set aside


@click.command("readjudicate", cls=Command)
@click.option("--household", "households", multiple=True, metavar="NUCLEO", help="Di un nucleo; si può ripetere.")
@click.option("--member", default="", metavar="NUMERO", help="Dei nuclei di una persona: tessera o codice fiscale.")
@click.option("--all", "everything", is_flag=True, help="Di tutti i nuclei.")
@click.option("--approve", metavar="IMPRONTA", help="Registra le correzioni del piano mostrato con quell'impronta.")
@click.option("--motive", default="", metavar="MOTIVO", help="Perché, con --approve: niente nomi né notizie di salute.")
@JSON
@database_option
@lang_option
def readjudicate(
    households: tuple[str, ...], member: str, everything: bool, approve: str | None, motive: str, as_json: bool,
    database: str | None,
) -> int:  # fmt: skip
    """Rifà le decisioni con ciò che si sa oggi e mostra quali cambierebbero; con --approve le corregge."""
    from mutua.cli_reopen import readjudicate_households

    if (bool(households), bool(member), everything).count(True) != 1:
        raise click.UsageError(
            say("Serve una cosa fra --household, --member e --all.", "Name one of --household, --member and --all.")
        )
    if approve is not None and not motive.strip():
        raise click.UsageError(say("Con --approve serve --motive.", "--approve needs --motive."))
    return readjudicate_households(database, households, member, approve, motive.strip(), as_json=as_json)


@click.command("parked", cls=Command)
@click.option("--release", metavar="NUCLEO", help="Toglie dall'elenco un nucleo i cui dati sono di nuovo a posto.")
@JSON
@database_option
@lang_option
def parked(release: str | None, as_json: bool, database: str | None) -> int:
    """I nuclei messi da parte perché i loro dati sono rovinati, e perché."""
    from mutua.cli_reopen import print_parked, release_parked

    return print_parked(database, as_json=as_json) if release is None else release_parked(database, release)


COMMANDS: tuple[click.Command, ...] = (claims, claim, readjudicate, parked)
