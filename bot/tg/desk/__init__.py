"""What legal officers and auditors look at: signatures, suspensions, the log."""
