"""The learned reader: a small encoder and its heads, one opinion among others on what a message means."""
