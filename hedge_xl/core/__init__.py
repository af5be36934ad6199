"""Pure formulas: arrays in, numbers out. numpy and the standard library only."""
