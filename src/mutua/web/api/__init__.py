"""The door for programs: the same services as the pages, in JSON, with keys instead of passwords."""
