"""mutua: the membership and benefits engine of Italian mutual-aid societies."""

__version__ = "0.1.0"
