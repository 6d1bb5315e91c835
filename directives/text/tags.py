"""Texts of a directive on screen: paragraphs, with what is bold and italic in them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from directives.text.emphasis import Run, runs
from directives.text.sentences import lines_of

register = template.Library()


@register.filter
def emphasised(text: str) -> SafeString:
    """The lines of a text as paragraphs, `*italic*` and `**bold**` as such."""
    paragraphs = (
        (format_html_join("", "{}", ((_piece(run),) for run in runs(line))),)
        for line in lines_of(text)
    )
    return format_html_join("", "<p>{}</p>", paragraphs)


def _piece(run: Run) -> str:
    if run.bold:
        return format_html("<b>{}</b>", run.text)
    if run.italic:
        return format_html("<em>{}</em>", run.text)
    return run.text
