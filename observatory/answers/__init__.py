"""One function per question: snapshot in; frame, status, perimeter, breaks, notes and sources out."""
