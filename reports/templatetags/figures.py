"""Figures in words, for the pages."""

from django import template

from reports.figures.presentation import figure_text

register = template.Library()
register.filter(figure_text)
