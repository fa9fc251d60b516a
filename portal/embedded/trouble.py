"""What stops a start, told in one sentence."""


class Trouble(Exception):
    """Carries a sentence for the person at the terminal: what is wrong and what to do next."""
