"""Files to values: plan files, returned workbooks; text, cells and binary floats stop here."""
