"""Making a dialect: a sample, then the editor with its trial."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.models import Partner
from portal.refused import Refused
from usage.dialects import forget_samples as forgetting
from usage.dialects.access import require_editor, sample_of
from usage.dialects.add_sample import LARGEST, add_sample
from usage.dialects.audience import Audience
from usage.dialects.definition import Definition
from usage.dialects.editor import beginning, layout_of, tried
from usage.dialects.forms import DialectForm, FileLayout, SampleForm
from usage.dialects.save_dialect import save_dialect
from usage.dialects.trial_rules import trial_rules
from usage.models import Dialect, DialectSample, DialectVersion

asks = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_ID = 18


@asks
def new_dialect(request, audience: Audience) -> HttpResponse:
    """A sample file for a new dialect, or (`?dialect=`) for the next version of one."""
    dialect = _named_dialect(request, audience)
    partner = dialect.partner if dialect else None if audience.is_staff else request.partner
    require_editor(request.user, partner)
    form = SampleForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        partners=audience.partners(request) if partner is None else None,
        initial=_layout_before(dialect),
    )
    if request.method == "POST" and form.is_valid():
        sample = _add(request, form, partner or form.cleaned_data["partner"], dialect)
        if sample:
            return redirect(audience.url("dialect_sample", sample.pk))
    context = audience.context(form=form, dialect=dialect, largest=LARGEST)
    status = 422 if form.errors else 200
    return render(request, "usage/dialects/new_dialect.html", context, status=status)


def _named_dialect(request, audience: Audience) -> Dialect | None:
    named = request.GET.get("dialect", "")
    if not named:
        return None
    if not (named.isascii() and named.isdigit() and len(named) <= LONGEST_ID):
        raise Http404
    return audience.dialect(request.user, int(named))


def _layout_before(dialect: Dialect | None) -> dict:
    if dialect is None:
        return {}
    said = dialect.current.read
    return {
        "name": dialect.name,
        "separator": said.separator,
        "encoding": said.encoding,
        "header_line": said.header_line,
    }


def _add(request, form: SampleForm, partner: Partner, dialect: Dialect | None) -> DialectSample | None:
    given = form.cleaned_data
    try:
        return add_sample(
            by=request.user,
            partner=partner,
            content=given["file"].file,
            file_name=given["file"].name,
            name=given["name"],
            dialect=dialect,
            of_focus=given["of_focus"],
            separator=given["separator"] or ",",
            encoding=given["encoding"] or "utf-8",
            header_line=given["header_line"],
        )
    except Refused as refusal:
        form.add_error("file", refusal.sentence)
        return None


@asks
def dialect_sample(request, audience: Audience, sample_id: int) -> HttpResponse:
    """The editor beside a sample: `act` is `try` or `save`."""
    sample = sample_of(request.user, sample_id)
    return _editor(request, audience, sample.partner, sample.dialect, sample)


@asks
def edit_dialect(request, audience: Audience, dialect_id: int) -> HttpResponse:
    """The editor without a sample: no trial."""
    row = audience.dialect(request.user, dialect_id)
    require_editor(request.user, row.partner)
    if row.retired_at:
        messages.error(request, _("This dialect is no longer in use. Make a new one."))
        return redirect(audience.url("dialect", row.pk))
    return _editor(request, audience, row.partner, row, None)


def _editor(
    request, audience: Audience, partner: Partner, dialect: Dialect | None, sample: DialectSample | None
) -> HttpResponse:
    try:
        begun = beginning(sample=sample, dialect=dialect, layout=_declared(request, sample))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(audience.url("dialects"))
    rules = trial_rules(partner=partner)
    number = dialect.current.number if dialect else 0
    form = DialectForm(
        *([request.POST] if request.method == "POST" else []),
        own_columns=begun.columns,
        rules=rules,
        start=begun.start,
        initial={"name": sample.name if sample else dialect.name, "after": number},
    )
    trial = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "save":
            version = _save(request, form, partner, dialect, sample)
            if version:
                messages.success(request, _("The dialect is saved. Choose it when you upload a report."))
                return redirect(audience.url("dialect", version.dialect_id))
        elif sample:
            trial = tried(sample=sample, definition=form.definition, rules=rules)
    context = audience.context(form=form, dialect=dialect, sample=sample, begun=begun, trial=trial)
    return render(request, "usage/dialects/edit_dialect.html", context, status=422 if form.errors else 200)


def _declared(request, sample: DialectSample | None) -> Definition | None:
    """Separator, encoding and header line as they stand in the form sent."""
    if request.method != "POST" or sample is None:
        return None
    form = FileLayout(request.POST)
    if not form.is_valid():
        return layout_of(sample)
    given = form.cleaned_data
    return Definition(
        columns={},
        separator=given["separator"] or ",",
        encoding=given["encoding"] or "utf-8",
        header_line=given["header_line"],
    )


def _save(
    request,
    form: DialectForm,
    partner: Partner,
    dialect: Dialect | None,
    sample: DialectSample | None,
) -> DialectVersion | None:
    try:
        version = save_dialect(
            by=request.user,
            partner=partner,
            name=form.cleaned_data["name"],
            definition=form.definition,
            dialect=dialect,
            after=form.cleaned_data["after"] if dialect else 0,
        )
    except Refused as refusal:
        form.add_error("name" if refusal.code == "name_taken" else None, refusal.sentence)
        return None
    if sample:
        forgetting.forget_sample(sample_id=sample.pk)
    return version
