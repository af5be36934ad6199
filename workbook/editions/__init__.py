"""What a file of each edition carries besides its sheets: macros and their settings, add-in code, metadata."""
