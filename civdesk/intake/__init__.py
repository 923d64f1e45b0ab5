"""What comes in: sheets, photos and other files."""
