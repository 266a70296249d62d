from django.urls import path

from accounts.views import administration, mine, second_factor, sign_in

ACCOUNT = "office/accounts/<int:pk>/"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", second_factor.second_factor, name="second-factor"),
    path("sign-in/enrolment/", second_factor.enrolment, name="enrolment"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("office/", sign_in.office, name="office"),
    path("office/account/", mine.my_account, name="my-account"),
    path("office/account/password/", mine.password, name="password"),
    path("office/account/recovery-codes/", mine.recovery_codes, name="recovery-codes"),
    path("office/account/device/", second_factor.device, name="device"),
    path("office/accounts/", administration.accounts, name="accounts"),
    path("office/accounts/new/", administration.new, name="account-new"),
    path(ACCOUNT, administration.account, name="account"),
    path(ACCOUNT + "password/", administration.reset_password, name="account-password"),
    path(ACCOUNT + "closing/", administration.close, name="account-closing"),
    path(ACCOUNT + "opening/", administration.open_again, name="account-opening"),
    path(ACCOUNT + "unlocking/", administration.unlock, name="account-unlocking"),
    path(
        ACCOUNT + "second-factor/",
        administration.reset_second_factor,
        name="account-second-factor",
    ),
]
