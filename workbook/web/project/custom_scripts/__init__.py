"""What the buttons of the task pane run on the open workbook."""
