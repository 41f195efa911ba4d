"""Letters: what the society writes to people, on paper: notices, certificates, statements, cards."""
