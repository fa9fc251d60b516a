"""Every URL is guarded: outsiders find nothing, people without the role are told so, nothing breaks."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.house.page_names import (
    BANK_ACCOUNT_ACTS,
    BESIDE_MONEY_ACTS,
    CONTRIBUTION_ACTS,
    CONTRIBUTION_ANSWERS,
    COUNTER_DRAFT_PAGES,
    DEPLOYMENT_ACTS,
    DIALECT_ACTS,
    DISPUTE_ACTS,
    OWN_EDITOR,
    TERMS_PAGES,
    VERSION_ACTS,
)
from tests.house.permissions import PERMISSIONS, THEIRS
from tests.house.samples import make_samples
from tests.scenes import scene

NOT_THIS_WAY = 405
NOT_TUS = 412  # a post to the uploads that does not speak their protocol
SHOWN = (200, 286)  # 286 tells htmx to stop asking


def url_names(patterns=None) -> Iterator[str]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if getattr(entry, "namespace", "") == "admin":
            continue  # guards itself: tests/portal/accounts/test_admin.py
        if hasattr(entry, "url_patterns"):
            yield from url_names(entry.url_patterns)
        else:
            yield entry.name


# Host A's figures settle here: the licensor's people may look at its reports, not take them back.
OF_THE_OTHER_SIDE = ("staff_withdraw_report", "staff_attest_obligation", "staff_name_owner")
OF_THE_OTHER_SIDE += ("staff_confirm_derivative",)
# Pages a partner's viewer is not shown at all.
FOR_A_ROLE = {"withdraw_report", "invite_person", "withdraw_invitation", "end_deputy"}
FOR_A_ROLE |= {"change_roles", "suspend_member", "resume_member"}
FOR_A_ROLE |= {"ask_erasure", *BANK_ACCOUNT_ACTS.split()}
FOR_A_ROLE |= {"edit_organisation", "edit_tax_profile", "require_second_factor", "add_payment_proof"}
FOR_A_ROLE |= {"add_contact", "edit_contact", "remove_contact"}
FOR_A_ROLE |= {"organisation_tokens", "make_organisation_token", "revoke_organisation_token"}
FOR_A_ROLE |= {*COUNTER_DRAFT_PAGES.split()}
# Of versions, a partner reads what is not the licensor's draft, and writes its own.
OF_A_COUNTER_DRAFT = {*COUNTER_DRAFT_PAGES.split(), *TERMS_PAGES.split()}
FOR_A_ROLE |= {*DISPUTE_ACTS.split(), "accept_outcome", "refuse_outcome", "accept_statement"}
FOR_A_ROLE |= {"give_information"}
FOR_A_ROLE |= {*VERSION_ACTS.split(), "accept_version", "discard_own_version", "accept_renewal"}
FOR_A_ROLE |= {*BESIDE_MONEY_ACTS.split(), *OWN_EDITOR.split()}
FOR_A_ROLE |= {*DEPLOYMENT_ACTS.split(), "propose_deployment"}
FOR_A_ROLE |= set(DIALECT_ACTS.split())
FOR_A_ROLE |= {*CONTRIBUTION_ACTS.split(), *CONTRIBUTION_ANSWERS.split()}
OURS = [name for name in url_names() if not name.startswith(THEIRS)]


@scene
def samples(hosta, rival, fiona, april, carla, uma):
    return make_samples(hosta)


def address(name: str, samples: dict) -> str:
    """The URL about Host A's rows; fails where the samples have no row for it."""
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    of_statement = "statement" in name and "restatement" not in name
    given = {**samples, "number": samples["statement"]} if of_statement else samples
    if name in OF_A_COUNTER_DRAFT:
        given = {**given, "version": samples["counter_version"], "rule": samples["counter_rule"]}
    if name in OWN_EDITOR.split():
        given = {**given, **{each: given[f"own_{each}"] for each in ("version", "clause", "row")}}
    if missing := [each for each in wanted if each not in given]:
        pytest.fail(f"{name}: no sample for {missing}; add one to tests/house/samples.py")
    return reverse(name, kwargs={each: given[each] for each in wanted})


def answers(user: User | None, chosen: Iterator[str], samples: dict) -> Iterator[tuple[str, str, object]]:
    """Name, method and response of every URL chosen, asked by the person by GET and by POST."""
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user)
    for name in chosen:
        url = address(name, samples)
        for method in (client.get, client.post):
            asked = f"?agreement={samples['number']}&period=2026-10" if "declare" in name else ""
            with transaction.atomic():  # what one act changes is not there for the next
                before = AuditEvent.objects.count()
                answer = method(url + asked)
                answer.recorded = AuditEvent.objects.count() - before
                transaction.set_rollback(True)
            yield name, method.__name__, answer


def of(audience: str) -> list[str]:
    return [name for name, guard in PERMISSIONS.items() if guard.audience == audience]


def test_every_url_is_listed_and_every_listed_one_exists():
    assert sorted(PERMISSIONS) == sorted(OURS)


def test_strangers_are_sent_to_the_log_in(samples):
    for name, method, answer in answers(None, of("person") + of("member") + of("staff"), samples):
        turned_away = answer.status_code in (404, NOT_THIS_WAY) or "/login/" in answer.headers.get(
            "Location", ""
        )
        assert turned_away, f"{name} {method}: {answer.status_code}"


def test_a_log_in_opens_nothing_of_the_api(samples, uma):
    for name, method, answer in answers(uma, of("api"), samples):
        assert answer.status_code == 401, f"{name} {method}: {answer.status_code}"


def test_a_rival_finds_nothing_of_host_a(samples, ruth):
    about_rows = [name for name in of("member") if address(name, samples) != bare(name)]
    assert len(about_rows) > 15
    for name, method, answer in answers(ruth, about_rows + of("staff"), samples):
        assert answer.status_code in (404, NOT_THIS_WAY), f"{name} {method}: {answer.status_code}"
    lists = [name for name in of("member") if name not in about_rows and name != "declare_period"]
    for name, method, answer in answers(ruth, lists + of("person"), samples):
        page = answer.getvalue().decode(errors="replace")
        assert "Host A" not in page, f"{name} {method} names Host A"
        assert samples["number"] not in page, f"{name} {method} names Host A's agreement"


def bare(name: str) -> str:
    """The URL without arguments; empty where it takes some."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def test_a_viewer_reads_everything_and_changes_nothing(samples, vera):
    for name, method, answer in answers(vera, of("member"), samples):
        assert answer.recorded == 0, f"{name} {method} did something"
        told = (200, 302, 403, 404, NOT_TUS, 422, NOT_THIS_WAY)
        expected = (*SHOWN, NOT_THIS_WAY) if method == "get" else told
        if name in FOR_A_ROLE:
            expected = (403,)
        assert answer.status_code in expected, f"{name} {method}: {answer.status_code}"
    for name, method, answer in answers(vera, of("staff"), samples):
        assert answer.status_code in (404, NOT_THIS_WAY), f"{name} {method}: {answer.status_code}"


@pytest.mark.parametrize("role", StaffRole)
def test_staff_reach_what_their_role_needs(role, samples):
    person = make_staff(f"only-{role}@licensor.example", f"Only {role}", role)
    for name, method, answer in answers(person, of("staff"), samples):
        named = f"{role}: {name} {method}: {answer.status_code}"
        if role not in PERMISSIONS[name].roles or name in OF_THE_OTHER_SIDE:
            assert answer.status_code in (403, NOT_THIS_WAY), named
        elif method == "get":
            assert answer.status_code in (*SHOWN, 302, NOT_THIS_WAY), named
        else:
            assert answer.status_code < 500, named
    for name, method, answer in answers(person, of("member"), samples):
        assert answer.status_code in (404, NOT_THIS_WAY), f"{name} {method}: {answer.status_code}"


STRANGE = ["0", "9" * 26, "AGR-9999-9999", "STM-2026-999999", "a%00b", "%F0%9F%92%B6", "'", "..%2f"]


def test_strange_addresses_break_nothing(samples):
    client = Client()
    client.force_login(make_staff("all@licensor.example", "All Roles", *StaffRole))
    for name in of("staff") + of("member"):
        url = address(name, samples)
        for value in {str(each) for each in samples.values()}:
            for strange in STRANGE if f"/{value}/" in url else ():
                answer = client.get(url.replace(f"/{value}/", f"/{strange}/"))
                assert answer.status_code < 500, f"{url}: {strange}"
