"""Log-in, one's own account, people and their invitations, and language."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.i18n import set_language

from units.people import account_views as own
from units.people import invitation_views as invitations
from units.people import views as people

_ACCOUNT = [
    path("account/", own.account, name="account"),
    path("account/sessions/end/", own.sessions_close, name="account_sessions_end"),
    path("accounts/login/", login_not_required(account.login), name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/locked/", own.locked, name="account_inactive"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "accounts/reset/",
        login_not_required(account.password_reset),
        name="account_reset_password",
    ),
    path(
        "accounts/reset/sent/",
        login_not_required(account.password_reset_done),
        name="account_reset_password_done",
    ),
    # allauth puts "UID-KEY" together itself, so the dash stays.
    re_path(
        r"^accounts/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/reset/done/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

_FACTOR = [
    path("accounts/2fa/", factor.index, name="mfa_index"),
    path("accounts/2fa/login/", login_not_required(factor.authenticate), name="mfa_authenticate"),
    path("accounts/2fa/confirm/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/2fa/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "accounts/2fa/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/2fa/codes/file/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("accounts/2fa/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/2fa/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "accounts/2fa/keys/login/",
        login_not_required(keys.login_webauthn),
        name="mfa_login_webauthn",
    ),
    path(
        "accounts/2fa/keys/confirm/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("accounts/2fa/keys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("accounts/2fa/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]

_PEOPLE = [
    path("people/", people.person_list, name="person_list"),
    path("people/invite/", invitations.person_invite, name="person_invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/", people.membership_give, name="membership_give"),
    path("people/<int:pk>/close/", people.person_close, name="person_close"),
    path("people/<int:pk>/reopen/", people.person_reopen, name="person_reopen"),
    path("people/<int:pk>/factor/", people.person_factor_remove, name="person_factor_remove"),
    path("people/roles/<int:pk>/close/", people.membership_close, name="membership_close"),
    path(
        "people/invitations/<int:pk>/resend/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "people/invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
]

urlpatterns = [
    *_ACCOUNT,
    *_FACTOR,
    *_PEOPLE,
    path("language/", login_not_required(set_language), name="language"),
]
