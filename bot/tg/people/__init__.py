"""First words, joining, profile, employees, roles and their lists."""
