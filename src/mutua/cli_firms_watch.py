"""What the office keeps an eye on, at the terminal: firms that said nothing yet, people near the tax ceiling."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mutua.cli_archive import opened
from mutua.cli_base import Stop, language, print_paragraph, say
from mutua.cli_claim_life import desktop, today_or
from mutua.cli_firms_show import day, print_table
from mutua.cli_firms_work import firm_number, or_stop


def print_silent(database: str | None, month: date | None, folder: Path | None) -> int:
    """The firms that said nothing of the month; with a folder, a text for each, to be sent by whoever sends it."""
    from mutua.services.firm_watch import silent_firms
    from mutua.services.issue_papers import file_name
    from mutua.services.society import letterhead
    from mutua.store.vault import write_whole
    from mutua.wording.firms import reminder_text

    wanted = month or today_or(None)
    with opened(database) as archive, archive.reader.begin() as connection:
        found = silent_firms(connection, wanted)
        society = letterhead(connection).name
    told = f"{wanted.month:02d}/{wanted.year}"
    if not found:
        click.echo(say(f"Per {told} hanno detto qualcosa tutte.", f"For {told} all of them said something."))
        return 0
    titles = (say("azienda", "firm"), say("indirizzo", "address"), say("ultima volta", "last time"))
    print_table([(title, "left") for title in titles], [(one.name, one.email, day(one.last_on)) for one in found])
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for one in found:
            text = reminder_text(one.name, wanted, society)
            write_whole(folder / f"{file_name('promemoria', f'{wanted:%Y-%m}', one.number)}.txt", text.encode())
        click.echo(say(f"Testi in {folder}: {len(found)}. Nulla è stato spedito.",
                       f"{folder}: {len(found)} texts. Nothing was sent."))  # fmt: skip
    return 0


def unchanged(database: str | None, firm: str, on: date | None) -> int:
    from mutua.services.firm_watch import tell_unchanged

    with opened(database) as archive:
        told = today_or(on)
        or_stop(tell_unchanged(desktop(archive), firm_number(archive, firm), on=told))
    click.echo(say(f"{firm}: nessuno è entrato né uscito, al {day(told)}.",
                   f"{firm}: nobody came or went, as of {day(told)}."))  # fmt: skip
    return 0


def print_ceiling(database: str | None, year: int, percent: int) -> int:
    """Who comes near the ceiling; 1 where somebody is above it."""
    from mutua.boot import settings
    from mutua.domain.italian import written_money
    from mutua.rules.paper_notes import figure_in_force
    from mutua.rules.reading.problems import sentence
    from mutua.services.retention import RetentionMissing
    from mutua.services.tax_ceiling import ceilings_of, near_the_ceiling

    with opened(database) as archive, archive.reader.begin() as connection:
        try:
            figure = figure_in_force(ceilings_of(connection, settings().rulesets), year)
        except RetentionMissing as missing:
            raise Stop("\n".join(sentence(one, language()) for one in missing.problems)) from None
        if figure is None:
            raise Stop(say(f"Per il {year} nessun tetto è scritto in parametri.yaml.",
                           f"For {year} no ceiling is written in parametri.yaml."))  # fmt: skip
        ceiling = figure.cents
        found = near_the_ceiling(connection, year, -(-ceiling * percent // 100))
    told, source = written_money(ceiling), figure.source.removesuffix(" [U]")
    print_paragraph(say(f"Tetto {year}: {told} € a persona, azienda e lavoratore insieme, con ciò che è versato "
                        f"altrove e che la persona dichiara ({source}).",
                        f"Ceiling {year}: €{told} a person, firm and worker together, with what the person declares "
                        f"as paid elsewhere ({source})."))  # fmt: skip
    if not found:
        click.echo(say(f"Nessuno arriva al {percent} %.", f"Nobody comes to {percent} %."))
        return 0
    titles = (say("persona", "person"), say("azienda", "firm"), say("chiesti", "asked"),
              say("altrove", "elsewhere"), say("resta", "left"))  # fmt: skip
    print_table(
        [(title, "right" if at > 1 else "left") for at, title in enumerate(titles)],
        [(one.name, ", ".join(one.firms), written_money(one.asked_cents), written_money(one.elsewhere_cents),
          written_money(ceiling - one.cents)) for one in found],
    )  # fmt: skip
    return 1 if any(one.cents > ceiling for one in found) else 0


def print_to_confirm(database: str | None, firm: str, on: date | None) -> int:
    """Of whom something is still missing, at a firm ("": at any); 1 where there is somebody."""
    from mutua.services.firm_to_confirm import to_confirm
    from mutua.wording.firms import TO_CONFIRM

    with opened(database) as archive:
        firm_id = firm_number(archive, firm) if firm else None
        with archive.reader.begin() as connection:
            found = to_confirm(connection, today_or(on), firm_id)
    if not found:
        click.echo(say("Nessuno è ancora da confermare.", "Nobody is still to be confirmed."))
        return 0
    titles = (say("azienda", "firm"), say("persona", "person"), say("coperta dal", "covered from"),
              say("manca", "missing"))  # fmt: skip
    english = language() == "en"
    print_table(
        [(title, "left") for title in titles],
        [(one.firm, one.name, day(one.cover_from), ", ".join(TO_CONFIRM[what][english] for what in one.missing))
         for one in found],
    )  # fmt: skip
    click.echo(say(f"Ancora da confermare: {len(found)}. La copertura vale dal suo giorno lo stesso.",
                   f"Still to be confirmed: {len(found)}. Cover begins on its day all the same."))  # fmt: skip
    return 1


def print_otherwise(database: str | None) -> int:
    """Where the word of a firm and the society's register differ; 1 where they do."""
    from mutua.services.firm_watch import told_otherwise

    with opened(database) as archive, archive.reader.begin() as connection:
        found = told_otherwise(connection)
    if not found:
        click.echo(say("Le aziende non dicono di nessuno altro da ciò che teniamo.",
                       "Of nobody do firms say anything but what we hold."))  # fmt: skip
        return 0
    why = {"name": say("nome o codice", "name or code"), "death": say("entrata dopo il decesso", "hired after death"),
           "twice": say("coperta due volte: finire quella sua", "covered twice: end their own")}  # fmt: skip
    titles = (say("azienda", "firm"), say("che cosa", "what"), say("dice l'azienda", "the firm says"),
              say("teniamo noi", "we hold"))  # fmt: skip
    print_table([(title, "left") for title in titles],
                [(one.firm, why[one.why], one.told, one.known) for one in found])  # fmt: skip
    return 1
