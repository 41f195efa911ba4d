"""The demo society: people and facts invented, in the shape of the sources, the same for the same seed.

Nothing here is stored or decided: `mutua.demo.society.invent` gives plain values, `services.load_demo` puts them into
an archive. Every number of this room is made up; none is a rule of a society.
"""

from __future__ import annotations

from datetime import date

LABEL = ("dimostrazione: persone e fatti inventati", "demonstration: people and facts invented")
TODAY = date(2026, 6, 30)
STARTS_ON = date(2025, 1, 1)  # a year and a half of requests ends today
SEED = 1848  # the year of the oldest Italian mutual-aid society, in Pinerolo
MEMBERS = 2000
