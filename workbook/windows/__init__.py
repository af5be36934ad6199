"""Excel on Windows with Python behind it: what can stand in its way, and putting the functions into a workbook."""
