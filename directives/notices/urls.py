"""Addresses of notices to the units, and of the appendix."""

from django.urls import path

from directives.notices import views as notices

urlpatterns = [
    path("notices/export.<str:fmt>", notices.notices, name="notices_export"),
    path("compliance/appendix.xlsx", notices.appendix, name="appendix_export"),
    path("units/<slug:code>/notice.pdf", notices.notice, name="unit_notice"),
]
