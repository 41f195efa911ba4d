"""`python -m mutua`: the same as the command `mutua`."""

from __future__ import annotations

from mutua.cli import main

if __name__ == "__main__":
    main()
