"""The bank: the files it sends, read, and the files it takes, written."""
