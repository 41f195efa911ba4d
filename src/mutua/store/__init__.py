"""The archive: everything a society knows, in one database, embedded or on a server."""
