"""Worked cases: files of requests with what they must give, run against the rules."""
