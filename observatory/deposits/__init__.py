"""What communes send: a spreadsheet in, what it says of each site and meter out, with every doubt named."""
