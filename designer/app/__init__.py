"""Why: the composition root: here the rooms are put together into a program."""
