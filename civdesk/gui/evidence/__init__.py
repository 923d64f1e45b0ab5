"""The tab 影像: photos and files, their captions, what they prove."""
