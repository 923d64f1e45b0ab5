"""The tab 总览: what is missing, when it is due, who leads, why it counts."""
