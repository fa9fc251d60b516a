"""Lists keep their state in the URL, and no URL breaks them."""

import csv
import io

import django_filters
import django_tables2 as tables
import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import Partner
from portal.web.columns import DayColumn, HeadingColumn
from portal.web.filters import ListFilters
from portal.web.listing import list_page
from tests.factories.accounts import make_partner
from tests.scenes import scene


class PartnerTable(tables.Table):
    code = HeadingColumn()
    name = tables.Column()
    created_at = DayColumn()
    caption = "Partners"

    class Meta:
        order_by = ("code",)


class PartnerFilters(ListFilters):
    search_fields = ("code", "name")
    country = django_filters.CharFilter(max_length=2)

    class Meta:
        model = Partner
        fields = ["country"]


@scene
def partners(db):
    for n in range(60):
        make_partner(f"host-{n:02}", f"Host {'Ä' if n == 7 else ''}{n % 3}", country="DE" if n % 2 else "FR")


@pytest.fixture
def ask(rf):
    def get(query: str = "", queryset=None):
        request = rf.get(f"/list/{query}")
        request.user = AnonymousUser()
        return list_page(
            request,
            queryset=Partner.objects.all() if queryset is None else queryset,
            table_class=PartnerTable,
            filter_class=PartnerFilters,
            template="elements/list.html",
            name="partners",
            extra={"empty_title": "No partners yet", "request": request},
        )

    return get


def codes(response) -> list[str]:
    text = response.content.decode()
    return [piece.split("<")[0] for piece in text.split('<th scope="row">')[1:]]


def rows(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_twenty_five_to_a_page_in_the_list_s_own_order(partners, ask):
    assert codes(ask()) == [f"host-{n:02}" for n in range(25)]
    assert codes(ask("?page=3")) == [f"host-{n:02}" for n in range(50, 60)]


def test_filters_search_and_sort_work_together(partners, ask):
    found = codes(ask("?search=host+2&country=FR&sort=-code"))
    assert found == [
        f"host-{n:02}" for n in range(59, -1, -1) if n % 2 == 0 and ("2" in f"{n:02}" or n % 3 == 2)
    ]


@pytest.mark.parametrize(
    "number,first", [("0", 0), ("-3", 0), ("x", 0), ("9" * 26, 50), ("9" * 5000, 0), ("1.5", 0)]
)
def test_a_senseless_page_number_shows_a_page(partners, ask, number, first):
    assert codes(ask(f"?page={number}"))[0] == f"host-{first:02}"


@pytest.mark.parametrize(
    "query",
    [
        "sort=nothing",
        "sort=",
        "sort=-",
        "sort=password",
        "sort=%00",
        "search=%00",
        "country=FRANCE",
        "x=1",
        "sort=code&sort=name",
    ],
)
def test_a_senseless_sort_or_filter_is_left_aside(partners, ask, query):
    response = ask(f"?{query}")
    assert response.status_code == 200
    assert ask(f"?{query}&format=csv").status_code == 200


def test_sorting_says_which_way(partners, ask):
    text = ask("?sort=-name").content.decode()
    assert 'aria-sort="descending"' in text
    assert 'href="?sort=name"' in text


def test_csv_has_every_row_found_not_only_the_page(partners, ask):
    found = rows(ask("?country=DE&format=csv&page=2"))
    assert [row["Code"] for row in found] == [f"host-{n:02}" for n in range(1, 60, 2)]


def test_nothing_yet_and_nothing_found_are_told_apart(db, ask):
    assert "No partners yet" in ask().content.decode()
    nothing_found = ask("?search=zzz").content.decode()
    assert "No partners yet" not in nothing_found
    assert "Clear filters" in nothing_found


def test_a_filter_without_sense_says_so_at_its_field(partners, ask):
    assert "at most 2 characters" in ask("?country=FRANCE").content.decode()
