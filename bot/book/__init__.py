"""The rule book for people who never open YAML: pages, sheets, sign-offs."""
