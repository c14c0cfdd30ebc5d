"""Messages to many: put together, approved, sent, followed and steered."""
