from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "settlements"

    def ready(self) -> None:
        from agreements.settled_until import ask_also
        from settlements.runs.settled_days import settled_days

        ask_also(settled_days)
