"""The functions that xlwings Server offers to Excel: the whole catalogue, found here by name."""

from hedge_xl.hosts import server

globals().update({name: getattr(server, name) for name in server.__all__})
