"""Tables of any layout into lines of one."""
