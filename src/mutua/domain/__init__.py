"""The subject's values: what a request, a household, a ceiling and a decision are."""
