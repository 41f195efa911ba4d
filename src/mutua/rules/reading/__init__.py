"""Reading regulations: files and tables to the model, every mistake with its place."""
