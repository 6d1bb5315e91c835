"""Log-in and language."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from units import views

urlpatterns = [
    path("accounts/login/", login_not_required(account.login), name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/locked/", views.locked, name="account_inactive"),
    path("language/", login_not_required(set_language), name="language"),
]
