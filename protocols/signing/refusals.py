class SigningRefused(Exception):
    """Something that can't be done with a signature, and why, in words for whoever asked."""
