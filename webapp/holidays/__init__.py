"""Public holidays, as officially announced."""
