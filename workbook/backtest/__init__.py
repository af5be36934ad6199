"""The backtest of the article's hedge policies: history in, walk-forward, and a report of it."""
