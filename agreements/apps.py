from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from django.db.models import Count

        from agreements.before_force import check_also
        from agreements.exclusivity.conflicts import refuse_conflicts
        from agreements.operations.whole_quarters import whole_quarters
        from agreements.partner_room import partner_room
        from portal.partners.partner_rooms import count_also, show_also

        check_also(refuse_conflicts)
        check_also(whole_quarters, proposing=True)
        show_also(partner_room)
        count_also("agreement_count", Count("agreements", distinct=True))
