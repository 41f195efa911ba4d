"""Files that come from outside, read row by row: what they say, and every mistake with its place."""
