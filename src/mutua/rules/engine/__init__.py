"""Deciding: gates, quantities, money steps and ceilings, compiled once and run on exact fractions."""
