"""How fast mutua decides, measured as ratios inside one run: `make bench`."""
