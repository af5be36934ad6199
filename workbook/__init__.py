"""Workbooks that hedge_xl makes, checks and keeps alive. Imports hedge_xl, never the other way round."""
