"""The layout profile: every length and font of the Word templates, with its source."""
