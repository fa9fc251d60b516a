"""Reports: the list, one of them, and handing in a file."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.hashed_upload import HashedUpload
from portal.api.once import once
from portal.api.pages import NewestFirst
from usage.api.rows import own_period, readable_report, readable_reports
from usage.api.shapes import LABEL, ReportRow, ReportShape
from usage.api.verdict import report_body
from usage.api.view import ReportsView
from usage.control_totals import read_control_totals
from usage.dialects.offered import dialect_called
from usage.models import Period, Report
from usage.receive_report import receive_report

LARGEST_ID = 2**63 - 1


class Wanted(serializers.Serializer):
    """What the list is narrowed down to."""

    agreement = serializers.CharField(required=False, help_text=_("The number of an agreement."))
    period = serializers.RegexField(LABEL, required=False)
    state = serializers.ChoiceField(Report.State.choices, required=False)


class HandedIn(serializers.Serializer):
    agreement = serializers.CharField(max_length=40, help_text=_("The number of the agreement."))
    period = serializers.RegexField(LABEL, help_text=_("A month (2026-10) or a quarter (2026-Q4)."))
    file = serializers.FileField(
        allow_empty_file=True, help_text=_("The usage file, in any format the upload page takes.")
    )
    correction = serializers.BooleanField(
        required=False, default=False, help_text=_("Only corrections may hold negative values.")
    )
    replaces = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=_("The report whose place this one takes once it is submitted."),
    )
    dialect = serializers.SlugField(
        required=False,
        max_length=60,
        help_text=_("The code of the dialect that the file is in; without one, the canonical layout."),
    )
    control_rows = serializers.CharField(
        required=False, max_length=20, help_text=_("Digits only, such as 1200.")
    )
    control_revenue = serializers.CharField(
        required=False,
        max_length=4000,
        help_text=_(
            "A currency and an amount on each line, such as EUR 1234.50; with a point, as in the file."
        ),
    )
    control_quantity = serializers.CharField(
        required=False,
        max_length=4000,
        help_text=_("A unit and a quantity on each line, such as output_tokens 1250000."),
    )


class ReportList(ReportsView):
    parser_classes = [MultiPartParser]
    pagination_class = NewestFirst

    def initialize_request(self, request, *args, **kwargs) -> Request:
        request.upload_handlers = [HashedUpload(request)]
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(
        operation_id="reports",
        summary=_("Reports, newest first"),
        parameters=[Wanted],
        responses=ReportRow(many=True),
        filters=True,
    )
    def get(self, request) -> Response:
        wanted = Wanted(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        names = {"agreement": "agreement__number", "period": "period__label", "state": "state"}
        narrowed = {names[name]: value for name, value in wanted.validated_data.items()}
        pages = NewestFirst()
        rows = readable_reports(request.user).filter(**narrowed).defer("verdict")
        found = pages.paginate_queryset(rows, request, self)
        return pages.get_paginated_response(ReportRow(found, many=True).data)

    @extend_schema(
        operation_id="upload_report",
        summary=_("Upload a report"),
        description=_(
            "The file is taken as it comes and checked in the background: ask for the report until its state "
            "is no longer “waiting” or “checking”."
        ),
        request={"multipart/form-data": HandedIn},
        responses={201: ReportShape},
    )
    def post(self, request) -> Response:
        sent = HandedIn(data=request.data)
        sent.is_valid(raise_exception=True)
        given = dict(sent.validated_data)
        file = given.pop("file")
        # Before the key's transaction, in which its lock would be held while the file is stored.
        period, reporter = own_period(request.user, given["agreement"], given["period"])
        asked = {**given, "name": file.name, "file": file.sha256}
        return once(request, asked, lambda: _receive(request.user, file, period, reporter, given))


class OneReport(ReportsView):
    @extend_schema(
        operation_id="report",
        summary=_("One report: how far it is, and what came of its check"),
        responses=ReportShape,
        parameters=[OpenApiParameter("report_id", int, OpenApiParameter.PATH)],
    )
    def get(self, request, report_id: int) -> Response:
        return Response(report_body(readable_report(request.user, report_id)))


def _receive(user, file, period: Period, reporter: str, given: dict[str, Any]) -> Response:
    """given: the members of HandedIn, without the file."""
    partner = period.agreement.partner
    totals = {name: given.get(f"control_{name}", "") for name in ("rows", "revenue", "quantity")}
    report = receive_report(
        by=user,
        agreement=period.agreement,
        period=period,
        reporter=reporter,
        content=file.file,
        name=file.name,
        correction=given["correction"],
        replaces=readable_report(user, given["replaces"]) if "replaces" in given else None,
        control_totals=read_control_totals(partner=partner, **totals),
        dialect=dialect_called(given["dialect"], partner) if "dialect" in given else None,
    )
    address = reverse("api_report", args=[report.pk])
    return Response(report_body(report), status=201, headers={"Location": address})
