"""Statistics: one file per method, pure functions of frames and numbers, with their formula and source."""
