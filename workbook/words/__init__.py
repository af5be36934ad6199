"""Words of the templates beside the ledger's, each in a module of its own; `workbook.text` has them all."""
