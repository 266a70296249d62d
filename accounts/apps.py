from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from axes.signals import user_locked_out

        from accounts import lockout, sessions

        # A password alone is no sign-in where a code is asked for: accounts.sessions says when.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(sessions.begin)
        user_locked_out.connect(lockout.record)
        import_module("accounts.audit_words")
        import_module("accounts.navigation")
