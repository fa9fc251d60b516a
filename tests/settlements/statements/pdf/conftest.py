"""A statement with everything on it, and how to read a PDF."""

from collections.abc import Callable

import pypdfium2
import pytest

from settlements.statements.pdf.render_pdf import render_pdf
from tests.settlements.statements.conftest import payable, receivable

__all__ = ["payable", "receivable"]


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, as a reader copies it, in one line."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.fixture
def text_in(payable) -> Callable[[str], str]:
    """The statement's PDF in a language, as text."""

    def read(language: str) -> str:
        payable.partner.language = language
        return " ".join(pages_of(render_pdf(statement=payable)))

    return read
