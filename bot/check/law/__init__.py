"""What verdicts stand on: cited rightly, in force, covered, read again in time."""
