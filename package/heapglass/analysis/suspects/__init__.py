"""What leaks, most likely, and the evidence: findings as data, which page, terminal and reports put into words."""
