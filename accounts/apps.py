from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账号"

    def ready(self):
        from axes.signals import user_locked_out

        from accounts import lockout, sessions

        user_logged_in.connect(sessions.begin)
        user_locked_out.connect(lockout.record)
