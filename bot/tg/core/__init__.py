"""What every handler stands on: who comes, from where, with what authority, and how to answer."""
