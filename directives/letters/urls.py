"""Addresses of letters and of the Word template they are made with."""

from django.urls import path

from directives.letters import views as letters

_TEMPLATES = "letter-templates/"

urlpatterns = [
    path("directives/<slug:code>/letter/", letters.letter, name="letter"),
    path(_TEMPLATES, letters.letter_templates, name="letter_templates"),
    path(f"{_TEMPLATES}add/", letters.letter_template_add, name="letter_template_add"),
    path(
        f"{_TEMPLATES}built-in.docx", letters.letter_template_sample, name="letter_template_sample"
    ),
    path(
        f"{_TEMPLATES}built-in/", letters.letter_template_built_in, name="letter_template_built_in"
    ),
    path(
        f"{_TEMPLATES}<int:pk>/file.docx", letters.letter_template_file, name="letter_template_file"
    ),
    path(f"{_TEMPLATES}<int:pk>/use/", letters.letter_template_use, name="letter_template_use"),
]
