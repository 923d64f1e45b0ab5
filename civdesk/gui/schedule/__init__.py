"""The tab 日程: what is due, when, and who does it."""
