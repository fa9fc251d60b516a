"""Contributions for their readers: lists, the page of one, its evidence."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.audience import Audience
from agreements.contributions import tables
from agreements.contributions.access import (
    contribution_to,
    contributions_to,
    evidence_of,
    staff_contributions,
)
from agreements.contributions.contribution_page import contribution_page
from agreements.contributions.forms import EvidenceForm
from agreements.who_decides import why_not_speak
from portal.accounts.access import staff_page
from portal.files.download import file_response
from portal.refused import Refused
from portal.web.listing import list_page


def contributions(request, audience: Audience, number: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    staff = audience.is_staff
    return list_page(
        request,
        queryset=contributions_to(agreement, staff=staff),
        table_class=tables.StaffContributionTable if staff else tables.ContributionTable,
        filter_class=tables.ContributionFilters,
        template="agreements/contributions/contributions.html",
        name=f"{agreement.number}-contributions",
        extra=audience.context(
            agreement=agreement,
            why_not=why_not_speak(request.user, agreement.partner),
            new_url=audience.url("draft_contribution", agreement.number),
            crumb_list=audience.crumbs(agreement),
        ),
    )


def contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    found = contribution_to(agreement, contribution, staff=audience.is_staff)
    shown = contribution_page(contribution=found, reader=request.user, audience=audience)
    context = audience.context(agreement=agreement, evidence_form=EvidenceForm(), **shown)
    return render(request, "agreements/contributions/contribution.html", context)


def contribution_file(
    request, audience: Audience, number: str, contribution: str, evidence: int
) -> HttpResponse | FileResponse:
    agreement = audience.read_agreement(request, number)
    found = contribution_to(agreement, contribution, staff=audience.is_staff)
    try:
        return file_response(evidence_of(found, evidence).file)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(audience.url("contribution", number, found.code))
    except OSError as error:
        raise Http404 from error


@staff_page()
def all_contributions(request) -> HttpResponse:
    """Of every partner, for staff."""
    return list_page(
        request,
        queryset=staff_contributions(request.user),
        table_class=tables.QueueTable,
        filter_class=tables.QueueFilters,
        template="agreements/contributions/all_contributions.html",
        name="contributions",
    )
