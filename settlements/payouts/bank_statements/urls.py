"""The bank's statements, for staff."""

from django.urls import path

from settlements.payouts.bank_statements import line_act_views as acts
from settlements.payouts.bank_statements import views

ROOT = "staff/bank-statements/"
LINE = f"{ROOT}<int:file_id>/lines/<int:line_id>/"

urlpatterns = [
    path(ROOT, views.bank_statements, name="bank_statements"),
    path(f"{ROOT}new/", views.take_bank_statement, name="take_bank_statement"),
    path(f"{ROOT}<int:file_id>/", views.bank_statement, name="bank_statement"),
    path(f"{LINE}match/", acts.match_bank_line, name="match_bank_line"),
    path(f"{LINE}confirm/", acts.confirm_bank_line, name="confirm_bank_line"),
    path(f"{LINE}drop/", acts.drop_bank_line, name="drop_bank_line"),
    path(f"{LINE}set-aside/", acts.set_bank_line_aside, name="set_bank_line_aside"),
]
