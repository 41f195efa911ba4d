"""Columns that hold a code, such as the kind of an event: where there stands one that nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Column, CompoundSelect, literal_column, select, union_all


def unknown_codes(codes: Mapping[Column[str], Collection[str]]) -> CompoundSelect[str, str]:
    """One query for all the columns: each as `table.column`, with what stands there and is none of its codes."""
    return union_all(
        *[
            select(literal_column(f"'{column.table.name}.{column.name}'"), column)
            .where(column.is_not(None) & column.not_in(sorted(known)))
            .distinct()
            for column, known in codes.items()
        ]
    )
