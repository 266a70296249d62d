"""Tables in and out: CSV and XLSX as offices really have them, read safely into typed rows
(reading, values), and written so that a spreadsheet changes nothing (writing)."""
