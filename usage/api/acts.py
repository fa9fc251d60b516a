"""What a report and a period become: submitted, withdrawn, declared. Each confirmed by a person's token."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.api.once import once
from portal.api.view import OneOf, YesOrNo
from usage.api.rows import own_period, readable_report
from usage.api.shapes import DeclarationShape, ReportShape
from usage.api.verdict import report_body
from usage.api.view import ReportsView
from usage.declare_period import declare_period
from usage.forms import DeclareForm, SubmitForm
from usage.models import Declaration
from usage.submit_report import submit_report
from usage.withdraw_report import withdraw_report


class Submitted(serializers.Serializer):
    """The sentences stand in the report's `to_confirm`."""

    confirm = YesOrNo(help_text=_("true: the figures are true and complete."))
    completes_period = YesOrNo(
        required=False, default=True, help_text=_("false: further reports for the period will follow.")
    )
    leave_out_rejected = YesOrNo(
        required=False, default=False, help_text=_("true: rejected rows are left out knowingly.")
    )
    despite_control_totals = YesOrNo(
        required=False,
        default=False,
        help_text=_("true: the file does not come to its control totals, and is right nevertheless."),
    )


class Declared(serializers.Serializer):
    kind = OneOf(
        Declaration.Kind.choices, help_text=_("complete: with what is submitted; nil: there was no usage.")
    )
    confirm = YesOrNo(help_text=_("true: what is declared is true."))


class SubmitReport(ReportsView):
    @extend_schema(
        operation_id="submit_report",
        summary=_("Submit a checked report"),
        description=_("It counts from then on; for a closed period it waits as “late”."),
        request=Submitted,
        responses=ReportShape,
    )
    def post(self, request, report_id: int) -> Response:
        sent = Submitted(data=request.data)
        sent.is_valid(raise_exception=True)
        row = readable_report(request.user, report_id)
        return once(request, sent.validated_data, lambda: _submit(request.user, row, **sent.validated_data))


class WithdrawReport(ReportsView):
    @extend_schema(
        operation_id="withdraw_report",
        summary=_("Take a report back"),
        description=_("It counts no longer; its file is kept."),
        request=None,
        responses=ReportShape,
    )
    def post(self, request, report_id: int) -> Response:
        row = readable_report(request.user, report_id)
        return once(request, {}, lambda: Response(report_body(withdraw_report(report=row, by=request.user))))


class DeclarePeriod(ReportsView):
    @extend_schema(
        operation_id="declare_period",
        summary=_("Declare a period complete, or without usage"),
        request=Declared,
        responses=DeclarationShape,
    )
    def post(self, request, agreement: str, period: str) -> Response:
        sent = Declared(data=request.data)
        sent.is_valid(raise_exception=True)
        given = sent.validated_data
        return once(request, given, lambda: _declare(request.user, agreement, period, **given))


def _submit(user, row, *, confirm: bool, **chosen: bool) -> Response:
    """The sentences of the page are what is stored: those confirmed, in the language asked for."""
    form = SubmitForm({"confirm": confirm, **chosen}, report=row)
    form.is_valid()
    submit_report(report=row, by=user, attestation=form.attestation if confirm else "", **chosen)
    return Response(report_body(row))


def _declare(user, agreement: str, label: str, *, kind: str, confirm: bool) -> Response:
    period, reporter = own_period(user, agreement, label)
    form = DeclareForm({"confirm": confirm}, agreement=period.agreement, label=label, kind=kind)
    declaration = declare_period(
        period=period, reporter=reporter, kind=kind, by=user, attestation=form.attestation if confirm else ""
    )
    return Response(DeclarationShape(declaration).data)
