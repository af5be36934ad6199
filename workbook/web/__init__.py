"""The server: the functions for Excel through xlwings Server, its task pane, and a page that makes workbooks."""
