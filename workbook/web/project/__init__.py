"""The project folder of xlwings Server: what it finds here by name takes the place of its own."""
