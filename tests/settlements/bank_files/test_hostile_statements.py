"""Files made to hurt: each is a BankStatementProblem, soon, and nothing is fetched."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlements.bank_files.bank_entries import CODES
from settlements.bank_files.bank_statement import BankStatementProblem, read_statements
from settlements.bank_files.safe_xml import LARGEST
from tests.settlements.bank_files.test_bank_statement import ALL, camt053
from tests.settlements.engine.documents import on_many_inputs

GOOD = camt053(ALL, opening="500.00")
BODY = GOOD.split(b"?>", 1)[1]


def problem(content):
    started = time.monotonic()
    with pytest.raises(BankStatementProblem) as raised:
        read_statements(content)
    assert time.monotonic() - started < 5
    assert raised.value.code in CODES
    return raised.value.code


def laughs():
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE Document [<!ENTITY l0 "ha">' + entities + b"]>" + BODY.replace(b"STMT-1", b"&l9;")


def test_billion_laughs():
    assert problem(laughs()) in ("document_type", "not_xml")


def test_an_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("12.00")
    entity = f'<!DOCTYPE Document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    assert problem(entity + BODY.replace(b">250.00<", b">&x;<")) == "document_type"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("address", ["http://192.0.2.1/camt.dtd", "file:///etc/hostname", "file:///no/such"])
def test_a_document_type_is_refused_unread_in_any_encoding(address, encoding):
    """Reading it would be another problem: what it says is no document type."""
    text = f'<!DOCTYPE Document SYSTEM "{address}">' + BODY.decode()
    assert problem(text.encode(encoding)) == "document_type"


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "not_xml"),
        (b"\0" * 1000, "not_xml"),
        (b"PK\x03\x04", "not_xml"),
        (b"<html></html>", "not_a_statement"),
        (BODY.replace(b"urn:iso", b"urn:eso"), "not_a_statement"),
        (b" " * 10_000_000, "not_xml"),
        (b" " * (LARGEST + 1), "too_large"),
        (BODY.replace(b">250.00<", b">" + b"9" * 9_000_000 + b"<"), "amount_invalid"),
        (BODY.replace(b">Nuages SARL<", b">" + b"N" * 9_000_000 + b"<"), "text_too_long"),
        (BODY.replace(b"<Stmt>", b"<Stmt>" + b"<a>" * 100 + b"</a>" * 100), "too_deep"),
        (BODY.replace(b"<Stmt>", b"<Stmt>" + b"<a>" * 100_000 + b"</a>" * 100_000), "not_xml"),
        (b'<?xml version="1.0" encoding="made-up"?>' + BODY, "not_xml"),
        (b'<?xml version="1.0" encoding="UTF-8"?>' + BODY.replace(b"Nuages", b"N\xfcages"), "not_xml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_statement(content, code):
    assert problem(content) == code


def test_spaces_between_elements_do_not_matter():
    assert read_statements(BODY.replace(b"<Stmt>", b" " * 9_000_000 + b"<Stmt>")) == read_statements(GOOD)
    assert problem(BODY.replace(b"<Stmt>", b" " * 10_100_000 + b"<Stmt>")) == "not_xml"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16"])
def test_the_encoding_a_bank_declares_is_read(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + BODY.decode()
    assert read_statements(text.encode(encoding)) == read_statements(GOOD)


def test_a_file_cut_off_anywhere():
    for end in range(0, len(GOOD), 37):
        assert problem(GOOD[:end]) == "not_xml"


@on_many_inputs
@given(st.integers(), st.integers(1, 20))
def test_bytes_changed_anywhere(seed, times):
    """Read, or a problem: never anything else."""
    chance = random.Random(seed)
    content = bytearray(GOOD)
    for _ in range(times):
        start = chance.randrange(len(content))
        content[start : start + chance.randrange(30)] = chance.choice(
            [b"", b"<", b">", b"&#0;", b"\xff", b"<Amt/>", b"9" * 30, content[start : start + 60] * 2]
        )
    try:
        read_statements(bytes(content))
    except BankStatementProblem as fault:
        assert fault.code in CODES  # noqa: PT017


@on_many_inputs
@given(st.data())
def test_elements_removed_or_emptied(drawn):
    """Well-formed XML of any shape."""
    names = [b"Amt", b"Dt", b"Id", b"CdtDbtInd", b"Bal", b"Acct", b"Refs", b"Tp", b"Ccy", b"BookgDt", b"IBAN"]
    content = GOOD
    for name in drawn.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        new = drawn.draw(st.sampled_from([b"Other", b"Ntry", b"Amt", b"Dt", b"TxDtls"]))
        for old in (b"<%s>", b"</%s>", b"<%s "):
            content = content.replace(old % name, old % new)
    try:
        read_statements(content)
    except BankStatementProblem as fault:
        assert fault.code in CODES  # noqa: PT017
