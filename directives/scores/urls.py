"""Addresses of scores and of the rubrics behind them."""

from django.urls import path

from directives.scores import unit_views as score_unit
from directives.scores import views as scoring
from directives.scores.rubrics import views as rubrics

_UNIT = "scores/<slug:rubric>/<slug:period>/<slug:unit>/"

urlpatterns = [
    path("scores/", scoring.score_table_shown, name="score_table"),
    path("scores/export.xlsx", scoring.score_export, name="score_export"),
    path(_UNIT, score_unit.score_unit, name="score_unit"),
    path(f"{_UNIT}<int:criterion>/own/", score_unit.score_self, name="score_self"),
    path(f"{_UNIT}<int:criterion>/review/", score_unit.score_review, name="score_review"),
    path("score-files/<int:pk>/", score_unit.score_file, name="score_file"),
    path("score-files/<int:pk>/remove/", score_unit.score_file_remove, name="score_file_remove"),
    path("rubrics/", rubrics.rubric_list, name="rubric_list"),
    path("rubrics/import/", rubrics.rubric_import, name="rubric_import"),
    path("rubrics/<slug:code>/", rubrics.rubric, name="rubric"),
    path("rubrics/<slug:code>/copy/", rubrics.rubric_copy, name="rubric_copy"),
    path("rubrics/<slug:code>/delete/", rubrics.rubric_delete, name="rubric_delete"),
    path("rubrics/<slug:code>/change/", rubrics.rubric_change, name="rubric_change"),
    path("rubrics/<slug:code>/lines/add/", rubrics.criterion_add, name="criterion_add"),
    path("rubrics/lines/<int:pk>/", rubrics.criterion, name="criterion"),
    path("rubrics/lines/<int:pk>/move/", rubrics.criterion_move, name="criterion_move"),
    path("rubrics/lines/<int:pk>/delete/", rubrics.criterion_delete, name="criterion_delete"),
]
