"""Agreements with their periods: what is to be reported, and how far each is."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from agreements.models import Agreement
from portal.accounts.models import User
from portal.api.pages import NewestFirst
from usage.api.rows import readable_agreements
from usage.api.shapes import AgreementShape
from usage.api.view import ReportsView
from usage.own_periods import with_may
from usage.periods.status import status_of_periods, with_periods


class AgreementList(ReportsView):
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="agreements",
        summary=_("Agreements and their periods"),
        description=_("Newest agreement first; its periods oldest first."),
        responses=AgreementShape(many=True),
        filters=True,
    )
    def get(self, request) -> Response:
        pages = NewestFirst()
        rows = pages.paginate_queryset(with_periods(readable_agreements(request.user)), request, self)
        told = [_agreement(request.user, each) for each in rows]
        return pages.get_paginated_response(AgreementShape(told, many=True).data)


def _agreement(user: User, agreement: Agreement) -> dict[str, Any]:
    shown = with_may(user, agreement, status_of_periods(agreement))
    return {
        "number": agreement.number,
        "title": agreement.title,
        "partner": agreement.partner.code,
        "periods": [
            {
                "period": each.due.label,
                "from_date": each.due.from_date,
                "to_date": each.due.to_date,
                "due_date": each.due.due_date,
                "status": each.status,
                "reporter": each.due.reporter,
                "may_report": may,
            }
            for each, may in shown
        ],
    }
