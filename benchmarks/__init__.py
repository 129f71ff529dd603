"""Why: the speed that is promised is measured, on this machine, in one run: `make bench`."""
