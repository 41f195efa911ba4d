"""Checks a file for the bank against the bank's own schema (XSD), which a treasurer has and mutua may not give out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

MOST_TOLD = 50


class SchemaFault(NamedTuple):
    """What a schema says against a file: where in it, and why, in the schema's English."""

    place: str
    reason: str


class SchemaUnusableError(Exception):
    """The schema itself cannot be read; the text says why."""


def validator_is_there() -> bool:
    """Whether the package that knows schemas is installed: it is wanted by few, so it does not come along."""
    from importlib.util import find_spec

    return find_spec("xmlschema") is not None


def faults_by_schema(file: Path, schema: Path) -> Iterator[SchemaFault]:
    """What the schema says against the file, the first fifty; nothing if the file is right.

    Schemas that the schema names are looked for beside it, never on the network. A file that is no XML, or that brings
    a DOCTYPE, is one fault. Raises SchemaUnusableError.
    """
    import xmlschema
    from xmlschema.exceptions import XMLSchemaException

    try:
        with catch_warnings():
            simplefilter("ignore")  # a schema named by this one that is not here: signatures, which nobody sends
            made = xmlschema.XMLSchema(str(schema.resolve()), allow="local", defuse="always")
    except (XMLSchemaException, SyntaxError, ValueError) as fault:
        raise SchemaUnusableError(str(fault).strip().split("\n")[0]) from fault
    try:
        for count, error in enumerate(made.iter_errors(str(file.resolve()))):
            if count >= MOST_TOLD:
                return
            yield SchemaFault(error.path or "/", (error.reason or "").split("\n")[0])
    except (XMLSchemaException, SyntaxError, ValueError) as fault:
        yield SchemaFault("/", str(fault).strip().split("\n")[0])
