"""What the storage says of bytes it once had."""


class Gone(FileNotFoundError):
    """They are not there any more. Where a file was still coming, it must come again from its beginning."""
