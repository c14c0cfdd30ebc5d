"""Questions and their answers, topics, sources and the calendar, as an employee meets them."""
