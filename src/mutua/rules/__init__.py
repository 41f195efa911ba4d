"""The rules: reading regulations written as files, and deciding requests by them."""
