"""Text as people read it: days, moments and numbers in their zone and language, and the little markup."""
