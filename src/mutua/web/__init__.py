"""The web front: thin pages over the services; no rule, no sum, no SQL in a page."""
