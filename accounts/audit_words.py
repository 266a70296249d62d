"""What the audit trail says of accounts and signing in."""

from accounts.models import User
from audit import words
from audit.words import Area, Key

words.verbs(
    Area(1, "账号和登录"),
    {
        "account_changed": "修改账号",
        "account_closed": "停用账号",
        "account_created": "新建账号",
        "account_locked_out": "连续登录失败被限制",
        "account_opened": "启用账号",
        "account_unlocked": "解除登录限制",
        "password_changed": "修改密码",
        "password_reset": "重置密码",
        "password_shown": "密码正确，等待动态口令",
        "recovery_codes_renewed": "换新恢复码",
        "second_factor_changed": "换绑手机",
        "second_factor_enrolled": "绑定动态口令",
        "second_factor_failed": "动态口令或恢复码不对",
        "second_factor_reset": "重置动态口令",
        "second_factor_shown": "验证动态口令",
        "signed_in": "登录",
    },
)
words.subject(
    User,
    number="username",
    keys={
        "address": "网络地址",
        "with": Key("用什么验证", {"code": "动态口令", "recovery code": "恢复码"}),
    },
)
words.actors(lambda post: User.objects.called(post).values_list("username", flat=True))
