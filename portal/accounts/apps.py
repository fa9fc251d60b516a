from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from portal.accounts.rotate_second_factors import rotate_second_factors
        from portal.sealed import rotate_also

        rotate_also(rotate_second_factors)
