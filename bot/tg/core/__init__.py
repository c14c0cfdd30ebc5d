"""Shared by all handlers: context, authority, buttons, texts and answering."""
