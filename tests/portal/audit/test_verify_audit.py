"""The audit trail names what was changed by hand, by a superuser with the triggers off."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.audit.models import AuditEvent, Chain
from portal.audit.record_event import digest_of, record_event
from portal.audit.tasks import verify_audit
from portal.audit.verify_chain import verify_chain, verify_chains
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@contextmanager
def superuser():
    """Without triggers and foreign keys, as the owner of the server can be."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = origin")


@scene
def chain(hosta, fiona):
    """Six events of Host A, two of the house."""
    with transaction.atomic():
        for number in range(6):
            record_event(
                event="terms.viewed",
                subject=f"AGR-2026-000{number}",
                actor=fiona,
                partner=hosta,
                details={"page": "staff_agreement", "number": number},
            )
        for number in range(2):
            record_event(event="fx_rates.imported", subject=f"ECB {number}")
    return Chain.objects.get(partner=hosta)


def event_at(chain: Chain, position: int) -> AuditEvent:
    return chain.events.get(position=position)


def found(chain: Chain) -> list[tuple[int, int | None, str]]:
    """Position, row and first words of each finding."""
    verified = verify_chain(chain=Chain.objects.get(pk=chain.pk))
    return [(each.position, each.row, each.sentence) for each in verified.findings]


def test_untouched_chains_agree(chain, capsys):
    assert [(each.name, each.length, each.findings) for each in verify_chains()] == [
        ("hosta", 6, []),
        ("house", 2, []),
    ]
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert f"hosta: 6 events, digest of the last {chain.digest}" in said
    assert "8 events in 2 chains agree." in said


CHANGES = {
    "details": 'details = \'{"page": "none"}\'',
    "actor": "actor_id = NULL",
    "subject": "subject = 'AGR-2026-9999'",
    "event": "event = 'terms.shown'",
    "instant": "at = at - interval '1 microsecond'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_row_is_named(chain, change, capsys):
    row = event_at(chain, 3)
    with superuser() as cursor:
        cursor.execute(f"UPDATE audit_auditevent SET {change} WHERE id = %s", [row.pk])
    [(position, named, sentence)] = found(chain)
    assert (position, named) == (3, row.pk)
    assert "digest is not that of what it says" in sentence
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1
    assert f"hosta, position 3 (row {row.pk}): changed or put in by hand" in capsys.readouterr().out


def test_a_row_changed_with_its_digest_breaks_the_link_to_the_next(chain):
    row = event_at(chain, 3)
    row.details = {"page": "none"}
    with superuser() as cursor:
        cursor.execute(
            "UPDATE audit_auditevent SET details = %s, digest = %s WHERE id = %s",
            ['{"page": "none"}', digest_of(row), row.pk],
        )
    [(position, _row, sentence)] = found(chain)
    assert position == 4
    assert "does not continue the event before it" in sentence


def test_a_deleted_row_leaves_a_gap(chain):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE chain_id = %s AND position IN (3, 4)", [chain.pk])
    [(position, row, sentence)] = found(chain)
    assert (position, row) == (3, None)
    assert "taken out by hand up to 4" in sentence


def test_later_rows_renumbered_over_a_gap_are_named(chain):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE chain_id = %s AND position = 3", [chain.pk])
        for position in (4, 5, 6):
            cursor.execute(
                "UPDATE audit_auditevent SET position = position - 1 WHERE chain_id = %s AND position = %s",
                [chain.pk, position],
            )
    positions = [position for position, _row, _sentence in found(chain)]
    assert positions == [3, 3, 4, 5, 6]


def test_the_last_rows_deleted_disagree_with_the_head(chain):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE chain_id = %s AND position > 4", [chain.pk])
    [(position, row, sentence)] = found(chain)
    assert (position, row) == (5, None)
    assert "taken out by hand up to 6" in sentence
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE chain_id = %s", [chain.pk])
    assert [position for position, _row, _sentence in found(chain)] == [1]


def test_a_rewritten_end_is_seen_by_who_kept_the_digest(chain, tmp_path, capsys):
    """From the chain alone it cannot be: the head was rewritten too."""
    call_command("verify_audit")
    kept = tmp_path / "kept.txt"
    kept.write_text(capsys.readouterr().out)
    call_command("verify_audit", remembered=str(kept))
    last = event_at(chain, 4)
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE chain_id = %s AND position > 4", [chain.pk])
    Chain.objects.filter(pk=chain.pk).update(length=4, digest=last.digest)
    assert found(chain) == []
    with pytest.raises(SystemExit):
        call_command("verify_audit", remembered=str(kept))
    assert "hosta, position 6 (no row): not the event that was the last" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", remembered=str(tmp_path))


def test_rows_put_in_are_named(chain, hosta):
    before = event_at(chain, 6)
    with superuser():
        for position, previous in ((7, before.digest), (0, "0" * 64)):
            forged = AuditEvent(
                chain=chain,
                partner=hosta,
                position=position,
                at=datetime(2026, 11, 1, tzinfo=UTC),
                event="terms.viewed",
                subject="AGR-2026-0001",
                previous_digest=previous,
            )
            forged.digest = digest_of(forged)
            forged.save(force_insert=True)
    sentences = {position: sentence for position, _row, sentence in found(chain)}
    assert sentences.keys() == {0, 7}
    assert "there is no such position" in sentences[0]
    assert "the chain's head does not know it" in sentences[7]


def test_a_row_moved_to_another_organisation_is_named(chain, rival):
    row = event_at(chain, 2)
    with superuser() as cursor:
        cursor.execute("UPDATE audit_auditevent SET partner_id = %s WHERE id = %s", [rival.pk, row.pk])
    sentences = [sentence for _position, named, sentence in found(chain) if named == row.pk]
    assert any("organisation is not that of its chain" in sentence for sentence in sentences)


def test_a_changed_or_missing_head_is_named(chain):
    Chain.objects.filter(pk=chain.pk).update(digest="1" * 64)
    [(position, _row, sentence)] = found(chain)
    assert (position, sentence[:16]) == (6, "the chain's head")
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_chain WHERE id = %s", [chain.pk])
    [house, stray] = verify_chains()
    assert house.findings == []
    assert "head of its chain was taken out" in stray.findings[0].sentence
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE chain_id = %s", [chain.pk])


def test_the_daily_task_logs_each_finding_as_an_error(chain, caplog):
    verify_audit()
    assert not caplog.records
    with superuser() as cursor:
        cursor.execute("UPDATE audit_auditevent SET subject = 'x' WHERE chain_id = %s", [chain.pk])
    verify_audit()
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 6
    assert "hosta, position 1" in caplog.text
