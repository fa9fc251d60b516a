"""Who holds a right: written in the editor, copied with the terms, part of what is approved."""

from datetime import date

import pytest

from agreements.access import versions_with_rules
from agreements.agreement_templates.beginning import of_template
from agreements.agreement_templates.save_template import save_template
from agreements.compare.differences import differences
from agreements.draft_agreement import draft_agreement
from agreements.draft_version import draft_version
from agreements.edit_version import edit_version
from agreements.fingerprint_of import fingerprint_of
from agreements.import_terms import import_terms
from agreements.models import Version
from agreements.words.terms_in_words import rights_in_words
from tests.agreements.editor_posts import header
from tests.factories.agreements import make_draft_agreement, make_terms
from tests.factories.rights import make_exclusive, right
from tests.scenes import scene

TWO = [right("x1", market="JP"), right("x2", market="DE")]


def whole(version: Version) -> Version:
    return versions_with_rules(version.agreement).get(pk=version.pk)


def holders(version: Version) -> list[str]:
    return [grant.holder for grant in whole(version).grants.all()]


@scene
def agreement(hosta):
    return make_exclusive(hosta, *TWO)


@scene
def draft(agreement, carla) -> Version:
    """A copy of which the licensor holds the second right."""
    version = draft_version(
        agreement=agreement, from_date=date(2026, 6, 1), by=carla, copy_of=agreement.versions.get()
    )
    terms = make_terms("2026-06-01", exclusivity=TWO)
    terms.pop("version")
    return edit_version(version=version, terms=terms, by=carla, holders=["partner", "licensor"])


@pytest.mark.django_db
class TestHolders:
    def test_a_right_is_the_partners_unless_told(self, agreement, draft):
        assert holders(agreement.versions.first()) == ["partner", "partner"]
        assert holders(draft) == ["partner", "licensor"]

    def test_the_editor_asks_for_the_holder(self, client, hosta, carla):
        version = make_draft_agreement(hosta).versions.get()
        editor = f"/staff/agreements/{version.agreement.number}/versions/{version.number}/"
        client.force_login(carla)
        row = {"from_date": "2026-01-01", "uplift": "", "code": "x1", "holder": "licensor"}
        assert client.post(editor, header(row)).status_code == 302
        grant = version.grants.get()
        assert (grant.holder, grant.uplift) == ("licensor", 0)
        page = client.get(editor).content.decode()
        assert '<option value="licensor" selected>' in page

    def test_copies_and_later_edits_keep_it(self, draft, carla):
        copy = draft_version(agreement=draft.agreement, from_date=date(2026, 7, 1), by=carla, copy_of=draft)
        assert holders(copy) == ["partner", "licensor"]
        terms = make_terms("2026-07-01", exclusivity=[TWO[1]])
        terms.pop("version")
        assert holders(edit_version(version=copy, terms=terms, by=carla)) == ["licensor"]

    def test_a_template_keeps_it(self, draft, rival, carla):
        like = of_template(save_template(version=draft, name="Two rights", by=carla))
        begun = draft_agreement(
            by=carla,
            partner=rival,
            starts_date=date(2026, 1, 1),
            ends_date=None,
            like=like,
            **{**like.frame, "title": "Begun"},
        )
        assert holders(begun.versions.get()) == ["partner", "licensor"]

    def test_an_import_that_replaces_a_draft_keeps_it(self, agreement, draft, carla):
        terms = make_terms("2026-06-01", exclusivity=TWO, number=draft.number)
        [version] = import_terms(agreement=agreement, document=[terms], by=carla)
        assert holders(version) == ["partner", "licensor"]

    def test_it_is_compared_said_and_signed(self, agreement, draft, carla):
        parts = {
            part.title: part.rows for part in differences(whole(agreement.versions.first()), whole(draft))
        }
        [row] = parts["Exclusive right x2"]
        assert (row.name, row.old, row.new) == ("Held by", "Partner", "Licensor")
        said = rights_in_words(whole(draft))
        assert "The partner holds this right: no other agreement may serve the same." in said
        assert "The licensor holds this right: the partner serves the same with no other models." in said
        before = fingerprint_of(whole(draft))
        draft.grants.filter(code="x2").update(holder="partner")
        assert fingerprint_of(whole(draft)) != before
