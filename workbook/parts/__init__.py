"""Parts that the templates have in common: the status line, columns, parameters, check sheets, guides, the history."""
