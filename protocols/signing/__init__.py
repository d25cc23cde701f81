"""Signing up to an agreement, from the first question to the officer's decision."""
