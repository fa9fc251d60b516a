"""A partner shows that it paid; what it paid too much finds its way."""

import os
from pathlib import Path

import pytest

from tests.settlements.payouts.conftest import receivable, remitting  # noqa: F401
from tests.settlements.payouts.surplus.conftest import october, too_much  # noqa: F401

LOOKS = [("en", "light", 1280), ("en", "light", 320), ("ar", "dark", 1280), ("ar", "dark", 320)]


def look(page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_proof_of_payment(october, visit, finn, fiona, tmp_path):  # noqa: F811
    shown = tmp_path / "transfer.txt"
    shown.write_text("Transfer of 20.00 USD")
    page = visit(f"/remittances/{october.number}/", finn)
    page.get_by_role("link", name="Add proof of payment").click()
    page.get_by_label("File").set_input_files(shown)
    page.get_by_role("button", name="Add the file").click()
    assert page.get_by_role("link", name="transfer.txt").count() == 1
    page = visit(f"/staff/remittances/{october.number}/", fiona)
    assert page.get_by_role("link", name="transfer.txt").count() == 1


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_paid_too_much(too_much, october, visit, check_page, finn, fiona, language, theme, width):  # noqa: F811
    number = too_much.remittance.number
    how = {"language": language, "theme": theme, "width": width}
    for person, root in ((fiona, "/staff/"), (finn, "/")):
        page = visit(f"{root}remittances/{number}/", person, **how)
        check_page(page)
        look(page, f"surplus-{person.name[:3]}-{language}-{width}")
    page = visit(f"/staff/remittances/{number}/surplus/{too_much.pk}/use/", fiona, **how)
    check_page(page)
    look(page, f"use-{language}-{width}")
    page = visit(f"/remittances/{october.number}/", finn, **how)
    check_page(page)
    look(page, f"proofs-{language}-{width}")
