"""The office's pages that show all parts: the year at a glance, its results, a place's dossier."""
