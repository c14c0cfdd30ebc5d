"""Decision tables: complete, free of contradiction, in order, never loosened by overlay or assumption."""
