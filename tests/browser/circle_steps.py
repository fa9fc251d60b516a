"""The steps of the circle, each as the person whose it is does it: from the menu, by links and buttons."""

from portal.notices.models import Mail
from portal.web import formats
from settlements.payouts.dates import today
from tests.browser.person import Person
from tests.factories.usage import csv_bytes

WHY_IS_IT_SO = "How was this calculated?"
NOT_PAID, HELD, PAID = "Not paid yet", "Held until the dispute is decided", "Paid"


def hand_in(uploader: Person, label: str, *rows: dict[str, str]) -> None:
    """The month's file uploaded, its check watched, then submitted with what has to be confirmed."""
    month = formats.period(label, "en")
    uploader.follow("Reports")
    uploader.follow("Upload", beside=month)
    content = csv_bytes(*({"usage_date": f"{label}-05", **row} for row in rows))
    file = {"name": f"{label}.csv", "mimeType": "text/csv", "buffer": content}
    uploader.page.get_by_label("Usage file").set_input_files(file)
    uploader.press("Upload and check")
    uploader.waits_for("All 2 rows are right" if len(rows) == 2 else "The one row is right")
    uploader.look()
    uploader.page.get_by_label("I confirm that the figures").check()
    uploader.press("Submit the report")
    assert "Your report is submitted" in uploader.text()


def open_run(finance: Person, label: str, *, due: str, warnings: int = 0) -> None:
    """The month settled; what it comes to and warns of is looked at before approval is requested."""
    finance.follow("Runs")
    finance.follow("Settle a period")
    finance.fill("Period", label)
    finance.press("Show agreements")
    finance.look()
    finance.press("Settle them")
    finance.waits_for("Request approval")
    assert finance.cells("The licensor pays")[-2:] == [due, "$0.00"]
    assert "None open" in finance.text()
    assert finance.press_each("Acknowledge") == warnings
    finance.press("Request approval")
    assert finance.page.get_by_role("button", name="Approve").count() == 0, "not by who prepared it"
    finance.look()


def approve_run(approver: Person, label: str) -> None:
    approver.follow("Runs")
    approver.follow(beside=formats.period(label, "en"))
    approver.look()
    approver.press("Approve and issue the statements")
    approver.waits_to_read("The statements are issued; partners can read them.")


def ask_then_dispute(finance: Person, label: str, place: str, *, was: str, claimed: str, effect: str) -> None:
    """From the statement to its line, a question, and from the question to a dispute."""
    finance.follow("Statements")
    finance.follow(beside=formats.period(label, "en"))
    finance.look()
    finance.follow(WHY_IS_IT_SO, beside=place)
    assert finance.headline() == was
    finance.look()
    finance.follow("Ask about this line")
    finance.fill("What is it about?", "Our own tests")
    finance.fill("Question", "Are requests of our own tests in it?")
    finance.press("Send the question")
    finance.look()
    finance.follow("Turn into a dispute")
    finance.fill("What the line should be, in USD", claimed)
    finance.fill("Reason", "Of the 500.00, 300.00 are our own tests, which nobody pays for.")
    finance.press("Show its effect first")
    assert f"{effect} of what is due is in doubt." in finance.text()
    finance.look()
    finance.press("Open the dispute")
    assert f"Held now {effect}" in finance.text()
    finance.look()


def prepare_payout(finance: Person, amount: str) -> str:
    """All that is unpaid and not held, in one payout; its number."""
    finance.follow("Payouts")
    assert finance.cells("Host A")[0] == amount
    finance.look()
    finance.press("Prepare all")
    assert finance.headline() == amount
    finance.look()
    finance.follow("PAY-")
    assert finance.headline() == amount
    return finance.page.url.rstrip("/").rsplit("/", 1)[1]


def pay(approver: Person, finance: Person, payout: str, reference: str) -> None:
    """Approved by the second person, handed to the bank, said to be paid by one, confirmed by the other."""
    approver.follow("Payouts")
    approver.follow(payout)
    approver.follow("BAT-")
    approver.look()
    approver.press("Approve the batch")
    assert "Download the bank file and hand it to the bank." in approver.text()
    with approver.page.expect_download():
        approver.page.get_by_role("button", name="Download the bank file").click()
    finance.follow("Payouts")
    finance.follow(payout)
    finance.follow("It is paid")
    finance.look()
    finance.fill("Paid on", today().isoformat())
    finance.fill("Bank reference", reference)
    finance.press("Say that it is paid")
    finance.look()
    approver.follow("Payouts")
    approver.follow(payout)
    approver.look()
    approver.press("Confirm")
    assert reference in approver.text()


def propose(disputes: Person, agreed: str, *, adjustment: str, kept: str, released: str) -> None:
    """What the proposal comes to is on the page before it can be sent."""
    disputes.follow("Disputes")
    disputes.follow("DSP-")
    disputes.look()
    disputes.follow("Propose an outcome")
    disputes.fill("Amount of line 2", agreed)
    disputes.fill("Reason", "The gateway's log marks 150.00 of it as tests: 350.00 at 20 %.")
    disputes.press("Show what it comes to")
    told = (
        f"Adjustment on the next statement {adjustment}",
        f"Stays held until then {kept}",
        f"Released at once {released}",
    )
    assert [words for words in told if words not in disputes.text()] == []
    disputes.look()
    disputes.press("Send the proposal")
    assert [words for words in told if words not in disputes.text()] == []


def accept_on_the_phone(signatory: Person, adjustment: str) -> None:
    """In Arabic, in the dark, on a narrow screen: from the link in the mail to the outcome accepted."""
    mail = Mail.objects.get(to=signatory.user.email, kind="outcome_proposed")
    assert mail.language == "ar"
    signatory.go(mail.link)
    assert signatory.page.locator("html[lang=ar][dir=rtl][data-theme=dark]").count()
    signatory.look()
    signatory.follow("Accept…")
    assert formats.money(adjustment, "USD", "ar") in signatory.page.locator("main").inner_text()
    signatory.look()
    signatory.press("Accept the outcome")
    assert signatory.says("The outcome is accepted, and the dispute resolved.") in signatory.text()
    signatory.look()


def read_statement(reader: Person, label: str, *rows: tuple[str, str]) -> None:
    """Its page, and the amount that stands in each row named."""
    reader.follow("Statements")
    reader.follow(beside=formats.period(label, "en"))
    for name, amount in rows:
        assert reader.cells(name)[-1] == amount, (name, reader.text())


def read_adjustment(reader: Person, label: str, dispute: str) -> None:
    """On the statement's rung it stands what is corrected, and why."""
    read_statement(reader, label)
    reader.look()
    reader.follow("Adjustments")
    assert "The gateway's log marks 150.00 of it as tests" in reader.text()
    assert dispute in reader.text()
    reader.look()
