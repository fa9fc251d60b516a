from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "usage"

    def ready(self) -> None:
        from agreements.term.move_end import follow_also
        from usage.periods.follow_term import follow_term

        follow_also(follow_term)
