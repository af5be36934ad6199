"""Files from elsewhere: text tables, statements of brokers, and what their words, numbers and times mean."""
