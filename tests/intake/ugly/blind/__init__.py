"""Ten ugly spreadsheets of invented societies, made without looking at the software that must read them."""
