"""Files of results, one module a format, each read into the same rows."""
