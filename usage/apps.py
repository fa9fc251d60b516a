from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "usage"

    def ready(self) -> None:
        from agreements.before_force import check_also
        from agreements.once_in_force import follow_also as follow_version
        from agreements.term.move_end import follow_also
        from usage.periods.follow_term import follow_term
        from usage.periods.follow_terms import check_periods, remove_periods

        follow_also(follow_term)
        check_also(check_periods, proposing=True)
        follow_version(remove_periods)
