"""The tab 测评: the standards, what they ask, what is there and what is lacking."""
