"""Whatever is in a batch: the file is valid by schema and its sums are right, or a sentence refuses it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from hypothesis import event, given
from hypothesis import strategies as st
from stdnum import iban

from portal.money.currencies import CURRENCIES
from settlements.bank_files.credit_transfers import (
    CreditTransfer,
    PaymentBatch,
    PaymentGroup,
    PaymentRefused,
    write_credit_transfers,
)
from settlements.bank_files.file_summary import summary_of
from settlements.bank_files.parties import Account, Address, Party
from tests.settlements.bank_files.schemas import assert_is_pain
from tests.settlements.engine.documents import on_many_inputs

BBANS = {"DE": r"[0-9]{18}", "FR": r"[0-9]{10}[A-Z0-9]{11}[0-9]{2}", "KW": r"[A-Z]{4}[A-Z0-9]{22}"}
NAMES = {"": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
ZONES = [UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")]
rarely_anything = st.text(max_size=50)


@st.composite
def ibans(draw):
    country = draw(st.sampled_from(sorted(BBANS)))
    bban = draw(st.from_regex(BBANS[country], fullmatch=True))
    return country + iban.calc_check_digits(f"{country}00{bban}") + bban


def mostly(usual):
    """Nearly always what is right, so that files are written at all."""
    return st.integers(0, 30).flatmap(lambda turn: rarely_anything if turn == 29 else usual)


with_iban = st.builds(
    Account,
    iban=ibans(),
    bic=st.sampled_from(["COBADEFFXXX", "BOTKJPJT"]),
    number=st.just(""),
    clearing_system=st.just(""),
    clearing_code=st.just(""),
    bank_country=st.just(""),
)
with_number = st.builds(
    Account,
    iban=st.just(""),
    bic=mostly(st.sampled_from(["", "CENAIDJA"])),
    number=mostly(st.from_regex(r"[0-9]{4,34}", fullmatch=True)),
    clearing_system=mostly(st.just("USABA")),
    clearing_code=mostly(st.just("021000021")),
    bank_country=st.just("US"),
)
text = st.text(min_size=1, max_size=160)
parties = st.builds(
    Party,
    name=text.map(lambda each: "Ö" + each),
    address=st.builds(
        Address,
        street=rarely_anything,
        building=rarely_anything,
        post_code=rarely_anything,
        town=text.map(lambda each: "京" + each),
        country=mostly(st.sampled_from(["DE", "JP", "KW"])),
    ),
    account=st.one_of(with_iban, with_number),
)
usual_amounts = st.integers(1, 10**8).map(Decimal)
odd_amounts = st.one_of(
    st.decimals(Decimal("0.01"), Decimal("9E8"), places=2), st.decimals(allow_nan=True, allow_infinity=True)
)
amounts = st.integers(0, 9).flatmap(lambda turn: odd_amounts if turn == 7 else usual_amounts)


@st.composite
def batches(draw):
    currencies = draw(st.lists(st.sampled_from(sorted(CURRENCIES)), min_size=1, max_size=3, unique=True))
    number = iter(range(1000))
    groups = []
    for currency in [*currencies, *draw(st.sampled_from([[], ["EUR"]]))]:
        transfers = draw(
            st.lists(
                st.builds(
                    lambda amount, creditor, words, currency=currency: CreditTransfer(
                        f"PAY-{next(number)}", amount, currency, creditor, words
                    ),
                    amounts,
                    parties,
                    text,
                ),
                min_size=1,
                max_size=3,
            )
        )
        groups.append(PaymentGroup(currency, draw(parties), tuple(transfers)))
    return PaymentBatch(
        message_id=draw(mostly(st.from_regex(r"[A-Z0-9-]{1,32}", fullmatch=True))),
        created_at=draw(st.datetimes(datetime(2000, 1, 1), timezones=st.sampled_from(ZONES))),  # noqa: DTZ001
        execution_date=draw(st.dates(date(1900, 1, 1))),
        initiating_party=draw(text),
        groups=tuple(groups),
    )


@on_many_inputs
@given(batches())
def test_a_batch_is_a_valid_file_or_a_sentence(batch):
    try:
        content = write_credit_transfers(batch)
    except PaymentRefused as refused:
        event(refused.code)
        return
    event("written")
    assert_is_pain(content)
    assert write_credit_transfers(batch) == content
    written = {
        each.find("PmtId/EndToEndId", NAMES).text: Decimal(each.find("Amt/InstdAmt", NAMES).text)
        for each in ElementTree.fromstring(content).iterfind(".//CdtTrfTxInf", NAMES)
    }
    asked = {each.end_to_end_id: each.amount for group in batch.groups for each in group.transfers}
    assert written == asked
    assert summary_of(content).transactions == len(asked)
    for currency in summary_of(content).currencies:
        group = next(group for group in batch.groups if group.currency == currency.currency)
        assert currency.control_sum == sum(each.amount for each in group.transfers)
