"""Addresses of directives as they are listed and written, and of who signs them."""

from django.urls import path

from directives.editor import editor_views as editor
from directives.editor import parts as editor_parts
from directives.editor import signatory_views as signatories
from directives.editor import views as directives

_ONE = "directives/<slug:code>/"

urlpatterns = [
    path("directives/", directives.directive_list, name="directive_list"),
    path("directives/new/", directives.directive_new, name="directive_new"),
    path(_ONE, directives.directive_page, name="directive"),
    path(f"{_ONE}clone/", directives.directive_clone, name="directive_clone"),
    path(f"{_ONE}issue/", directives.directive_issue, name="directive_issue"),
    path(f"{_ONE}withdraw/", directives.directive_withdraw, name="directive_withdraw"),
    path(f"{_ONE}delete/", directives.directive_delete, name="directive_delete"),
    path(f"{_ONE}edit/", editor.directive_edit, name="directive_edit"),
    path(f"{_ONE}clauses/add/", editor.clause_add, name="clause_add"),
    path(f"{_ONE}clauses/<int:pk>/", editor.clause_edit, name="clause_edit"),
    path(f"{_ONE}clauses/<int:pk>/move/", editor.clause_move, name="clause_move"),
    path(f"{_ONE}clauses/<int:pk>/delete/", editor.clause_delete, name="clause_delete"),
    path(f"{_ONE}clauses/<int:pk>/targets/add/", editor_parts.target_add, name="target_add"),
    path(f"{_ONE}targets/<int:pk>/", editor_parts.target_edit, name="target_edit"),
    path(f"{_ONE}targets/<int:pk>/delete/", editor_parts.target_delete, name="target_delete"),
    path(f"{_ONE}clauses/<int:pk>/duties/add/", editor_parts.obligation_add, name="obligation_add"),
    path(f"{_ONE}duties/<int:pk>/", editor_parts.obligation_edit, name="obligation_edit"),
    path(
        f"{_ONE}duties/<int:pk>/delete/", editor_parts.obligation_delete, name="obligation_delete"
    ),
    path("signatories/", signatories.signatory_list, name="signatory_list"),
    path("signatories/add/", signatories.signatory_add, name="signatory_add"),
    path("signatories/<int:pk>/end/", signatories.signatory_end, name="signatory_end"),
]
