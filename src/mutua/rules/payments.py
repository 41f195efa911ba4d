"""Payments: whether a sum due is transferred now or waits until it is worth a transfer."""

from __future__ import annotations

from mutua.rules.model import Ruleset


def payment_due(ruleset: Ruleset, due_cents: int, month: int) -> bool:
    """Whether the cents due are paid in the month (1-12): always, unless the rule sets a threshold for that month."""
    rule = ruleset.payments
    if due_cents <= 0:
        return False
    if rule is None or not rule.from_month <= month <= rule.to_month:
        return True
    return due_cents > rule.threshold
