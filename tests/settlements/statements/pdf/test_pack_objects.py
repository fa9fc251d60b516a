"""A packed PDF is the same document as before, object by object, and much smaller."""

import io

import pikepdf
import pytest

from settlements.statements.pdf import render_pdf as rendering
from settlements.statements.pdf.pack_objects import TOGETHER, pack_objects
from settlements.statements.pdf.render_pdf import render_pdf


@pytest.fixture
def typeset(payable, monkeypatch) -> bytes:
    """As the typesetter gives it."""
    monkeypatch.setattr(rendering, "pack_objects", lambda made: made)
    return render_pdf(statement=payable)


def test_every_object_is_there_and_the_same(typeset):
    packed = pack_objects(typeset)
    before, after = (pikepdf.open(io.BytesIO(each)) for each in (typeset, packed))
    assert after.check_pdf_syntax() == []
    count = len(before.objects)
    assert count > TOGETHER
    for number in range(1, count + 1):
        one, other = (document.get_object(number, 0) for document in (before, after))
        assert one.unparse() == other.unparse()
        if isinstance(one, pikepdf.Stream):
            assert bytes(one.read_raw_bytes()) == bytes(other.read_raw_bytes())
            assert one.stream_dict.unparse() == other.stream_dict.unparse()
    assert [before.trailer.ID[0], before.Root.objgen, before.docinfo.objgen] == [
        after.trailer.ID[0],
        after.Root.objgen,
        after.docinfo.objgen,
    ]
    assert len(packed) < len(typeset) * 0.7


@pytest.mark.parametrize(
    "broken",
    [
        lambda made: made[:-20],
        lambda made: made.replace(b"trailer\n", b"trailed\n"),
        lambda made: made.replace(b"endobj", b"endobk", 1),
        pack_objects,
    ],
)
def test_what_is_written_otherwise_is_refused(typeset, broken):
    with pytest.raises(ValueError, match="PDF"):
        pack_objects(broken(typeset))
