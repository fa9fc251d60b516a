"""Erasing the file and the rows of a report; what was summed and who did what stays (usage/README.md)."""
