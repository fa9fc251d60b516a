from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from django.db.models import Count

        from agreements.partner_room import partner_room
        from portal.partners.partner_rooms import count_also, show_also

        show_also(partner_room)
        count_also("agreement_count", Count("agreements", distinct=True))
