"""What the user did that cannot be, told so that they can put it right."""


class DomainError(Exception):
    """Its text is Chinese and for the user: what was wrong, where, what to do."""
