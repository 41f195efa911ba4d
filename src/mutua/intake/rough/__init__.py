"""Sheets as a society keeps them, turned into the strict rows that the importer understands; what cannot be is told."""
