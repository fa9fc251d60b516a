"""Gathers the pages of the rooms."""

from settlements.fx.urls import urlpatterns as fx
from settlements.runs.urls import urlpatterns as runs
from settlements.statements.urls import urlpatterns as statements

urlpatterns = [*statements, *runs, *fx]
