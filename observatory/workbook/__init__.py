"""Files that come from outside: refused or read as text cells; and the spreadsheets that go out."""
