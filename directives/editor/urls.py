"""Addresses of directives as they are listed and written, and of who signs them."""

from django.urls import path

from directives.editor import part_views as parts
from directives.editor import views as directives

_DIRECTIVE = "directives/<slug:code>/"

urlpatterns = [
    path("directives/", directives.directive_list, name="directive_list"),
    path("directives/new/", directives.directive_new, name="directive_new"),
    path(_DIRECTIVE, directives.directive_page, name="directive"),
    path(f"{_DIRECTIVE}clone/", directives.directive_clone, name="directive_clone"),
    path(f"{_DIRECTIVE}issue/", directives.directive_issue, name="directive_issue"),
    path(f"{_DIRECTIVE}word/", directives.directive_word, name="directive_word"),
    path(f"{_DIRECTIVE}withdraw/", directives.directive_withdraw, name="directive_withdraw"),
    path(f"{_DIRECTIVE}delete/", directives.directive_delete, name="directive_delete"),
    path(f"{_DIRECTIVE}edit/", directives.directive_edit, name="directive_edit"),
    path(f"{_DIRECTIVE}clauses/add/", parts.clause_add, name="clause_add"),
    path(f"{_DIRECTIVE}clauses/<int:pk>/", parts.clause_edit, name="clause_edit"),
    path(f"{_DIRECTIVE}clauses/<int:pk>/move/", parts.clause_move, name="clause_move"),
    path(f"{_DIRECTIVE}clauses/<int:pk>/delete/", parts.clause_delete, name="clause_delete"),
    path(f"{_DIRECTIVE}clauses/<int:pk>/targets/add/", parts.target_add, name="target_add"),
    path(f"{_DIRECTIVE}targets/<int:pk>/", parts.target_edit, name="target_edit"),
    path(f"{_DIRECTIVE}targets/<int:pk>/delete/", parts.target_delete, name="target_delete"),
    path(f"{_DIRECTIVE}clauses/<int:pk>/duties/add/", parts.obligation_add, name="obligation_add"),
    path(f"{_DIRECTIVE}duties/<int:pk>/", parts.obligation_edit, name="obligation_edit"),
    path(f"{_DIRECTIVE}duties/<int:pk>/delete/", parts.obligation_delete, name="obligation_delete"),
    path("signatories/", directives.signatory_list, name="signatory_list"),
    path("signatories/add/", directives.signatory_add, name="signatory_add"),
    path("signatories/<int:pk>/end/", directives.signatory_end, name="signatory_end"),
]
