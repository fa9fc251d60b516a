"""Forms say what is wrong where it is wrong, and above all fields."""

import re

from django import forms


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the statement.")
    note = forms.CharField(label="Note", required=False)
    way = forms.ChoiceField(label="Way", choices=[("a", "A")], widget=forms.RadioSelect)
    attest = forms.BooleanField(label="I attest")


def test_each_field_has_label_help_and_errors_tied_to_it():
    page = str(Form({}))
    field = re.search(r'<input type="text" name="name".*?>', page)[0]
    assert 'aria-invalid="true"' in field
    described = re.search(r'aria-describedby="([^"]+)"', field)[1].split()
    for each in described:
        assert f'id="{each}"' in page
    assert described == ["id_name_helptext", "id_name_error"]


def test_a_focused_summary_links_to_every_wrong_field():
    page = str(Form({}))
    assert 'role="alert"' in page
    assert "autofocus" in page
    assert '<a href="#id_name">Name</a>' in page
    assert '<a href="#id_attest">I attest</a>' in page
    assert '<a href="#id_note"' not in page


def test_a_form_without_faults_has_no_summary():
    assert "alert" not in str(Form())


def test_what_may_stay_empty_says_so():
    page = str(Form())
    assert re.search(r'for="id_note">Note <span class="optional">\(optional\)', page)
    assert "optional" not in re.search(r'<label for="id_name".*?</label>', page)[0]


def test_nothing_inline_that_the_policy_would_refuse():
    assert not re.search(r"\sstyle=|\son\w+=", str(Form({})))
