"""What an act says when it will not be done."""


class Refused(Exception):
    """`code` for machines; `sentence`, translated, for the person: what is wrong, what to do next."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(sentence)
