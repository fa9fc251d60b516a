"""Usage files in pieces: what a script, or any client of tus, speaks with."""

import tempfile
import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from portal.api.problem import problem
from portal.files.in_storage import InStorage
from portal.refused import Refused
from usage.access import side_on
from usage.audience import Audience, visible_agreement
from usage.dialects.offered import offered_dialects
from usage.forms import UploadForm
from usage.hand_in import hand_in
from usage.handing_in import is_counter, own_periods, replaced_by, why_not_sent
from usage.models import Report, Upload
from usage.periods.open_period import days_of
from usage.uploads.append_upload import append_upload
from usage.uploads.end_upload import end_upload
from usage.uploads.fault import Fault
from usage.uploads.finish_upload import finish_upload
from usage.uploads.metadata import read_metadata
from usage.uploads.start_upload import start_upload
from usage.uploads.tus import number_in, read_body, require_patch, speaks_tus, state_of

IN_MEMORY = 1024 * 1024


@speaks_tus("POST")
def report_uploads(request, audience: Audience) -> HttpResponse:
    """Begin: Upload-Length, and in Upload-Metadata `filename` and what else the upload form asks."""
    size, metadata = number_in(request, "Upload-Length"), request.headers.get("Upload-Metadata", "")
    name = read_metadata(metadata).get("filename", "")
    form = _valid_form(request, audience, metadata, InStorage("", name or "file", size))
    number, label = form.agreement_and_label
    agreement = visible_agreement(audience, request.user, number)
    first = days_of(agreement=agreement, label=label).start
    upload = start_upload(
        by=request.user,
        agreement=agreement,
        label=label,
        reporter=side_on(agreement, first, counter=form.is_counter),
        counter=form.is_counter,
        replaces=replaced_by(audience, request),
        name=name,
        size=size,
        metadata=metadata,
    )
    answer = _finished(request, audience, upload) if size == 0 else _told(audience, upload, 201)
    if answer.status_code < 300:
        answer.status_code, answer["Location"] = 201, audience.url("report_upload", upload.pk)
    return answer


@speaks_tus("HEAD", "PATCH", "DELETE")
def report_upload(request, audience: Audience, upload_id: uuid.UUID) -> HttpResponse:
    """How far it is, more of it, or no more of it."""
    upload = audience.upload(request.user, upload_id)
    if request.method == "DELETE":
        end_upload(upload=upload)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        return _how_far(audience, upload)
    if upload.refusal:
        return _told(audience, upload)
    require_patch(request, upload)
    if upload.offset < upload.size:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            length = read_body(request, body)
            upload = append_upload(upload=upload, offset=upload.offset, content=body, length=length)
    if upload.offset < upload.size:
        return _told(audience, upload)
    return _finished(request, audience, upload)


def _how_far(audience: Audience, upload: Upload) -> HttpResponse:
    if upload.refusal:
        raise Fault(410, "gone", "The file was refused.")
    answer = _told(audience, upload, 200)
    answer["Upload-Length"] = str(upload.size)
    answer["Upload-Metadata"] = upload.metadata
    return answer


def _finished(request, audience: Audience, upload: Upload) -> HttpResponse:
    """The last bytes are there, or were already: an empty PATCH behind them asks again what came of it."""

    if not audience.is_staff:
        # Who belongs to several organisations may look at another one by now.
        request.partner = upload.partner

    def take_in(held: InStorage) -> Report:
        form = _valid_form(request, audience, upload.metadata, held)
        return hand_in(audience=audience, by=request.user, form=form, replaces=upload.replaces)

    return _told(audience, finish_upload(upload=upload, take_in=take_in))


def _valid_form(request, audience: Audience, metadata: str, file: InStorage) -> UploadForm:
    """The upload page's own form, filled in by metadata. Raises Refused, and PermissionDenied as the page."""
    fields = read_metadata(metadata)
    if why_not := why_not_sent(audience, request, fields):
        raise PermissionDenied(why_not)
    periods = own_periods(request.user, audience.agreements(request), counter=is_counter(fields))
    offered = offered_dialects([agreement for agreement, _statuses in periods])
    form = UploadForm(fields, {"file": file}, periods=periods, dialects=offered)
    if not form.is_valid():
        name, faults = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise Refused("bad_form", f"{label}: {faults[0]}" if label else str(faults[0]))
    return form


def _told(audience: Audience, upload: Upload, status: int = 204) -> HttpResponse:
    """How far the upload is, its report, or why there is none."""
    if upload.refusal:
        return problem(status=422, code=upload.refusal["code"], detail=upload.refusal["sentence"])
    report_url = audience.url("report", upload.report_id) if upload.report_id else ""
    return HttpResponse(status=status, headers=state_of(upload, report_url))
