"""The page of one act: says what will happen, asks for what it needs, does it, says what came of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from portal.refused import Refused


class ReasonForm(forms.Form):
    """Why something is done; kept in the audit trail."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def act_page(
    request,
    *,
    title: str,
    action: str,
    act: Callable[..., Any],
    done: str | Callable[[Any], str],
    back: str,
    text: str = "",
    form: forms.Form | None = None,
    danger: bool = False,
    crumbs: list[tuple[str, str]] | None = None,
    leads_to: Callable[[Any], str] | None = None,
    template: str = "elements/act.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """GET asks; POST calls `act(**form.cleaned_data)` (no form: `act()`), then redirects with `done`.

    `form` is bound to the request by the caller. What the act refuses (Refused) stands in the form, status
    422, and nothing typed is lost. `back` is the page one came from, and the one after the act unless
    `leads_to(result)` says another. `crumbs`: (address, text). The frame is the reader's own; `extra` may
    hold `base`.
    """
    asked, refused = form if form is not None else forms.Form(request.POST or None), False
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            result = act(**(form.cleaned_data if form is not None else {}))
        except Refused as refusal:
            refused = True
            if form is None:
                messages.error(request, refusal.sentence)
            else:
                form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done(result) if callable(done) else done)
            return redirect(leads_to(result) if leads_to else back)
    shown = {
        "title": title,
        "action": action,
        "text": text,
        "form": form,
        "danger": danger,
        "back": back,
        "crumb_list": crumbs or [],
        **(extra or {}),
    }
    return render(request, template, shown, status=422 if refused or asked.errors else 200)


def done_or_refused(request, act: Callable[[], Any], *, done: str) -> None:
    """An act that a button did at once: says what came of it, or what it refused, on the next page."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
