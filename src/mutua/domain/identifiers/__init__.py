"""The numbers people, firms and accounts are known by: read, checked and computed here, and nowhere else."""
