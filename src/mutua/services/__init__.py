"""What somebody does with the archive: one file for one thing, which loads, decides, saves and commits."""
