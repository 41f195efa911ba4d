"""A second look at rulesets that read without mistakes: what is unused, unreached, unfelt or unproved."""
