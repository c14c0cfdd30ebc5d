"""The Bot API in a box: its methods with the real server's checks, over HTTP or straight."""
