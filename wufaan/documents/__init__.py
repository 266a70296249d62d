"""Papers: PDF by WeasyPrint with the fonts that travel with the project."""
