"""Measurements against a floor taken in the same run. They print; they never assert."""
