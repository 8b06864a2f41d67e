"""Documents and files made of what is published, from the same answers as the pages."""
