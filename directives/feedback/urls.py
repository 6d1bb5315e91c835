"""Addresses of the feedback register."""

from django.urls import path

from directives.feedback import views as feedback
from directives.feedback.domain import OfficeStep

urlpatterns = [
    path("feedback/", feedback.feedback_list, name="feedback_list"),
    path("feedback/new/", feedback.feedback_new, name="feedback_new"),
    path("feedback/annex.<str:fmt>", feedback.feedback_annex, name="feedback_annex"),
    path("feedback/files/<int:pk>/", feedback.feedback_file, name="feedback_file"),
    path("feedback/<int:pk>/", feedback.feedback_page, name="feedback"),
    *(
        path(
            f"feedback/<int:pk>/{step}/",
            feedback.feedback_step,
            {"step": step},
            name=f"feedback_{step}",
        )
        for step in OfficeStep
    ),
]
