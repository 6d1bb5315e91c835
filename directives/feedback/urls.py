"""Addresses of the feedback register."""

from django.urls import path

from directives.feedback import views as feedback

urlpatterns = [
    path("feedback/", feedback.feedback_list, name="feedback_list"),
    path("feedback/new/", feedback.feedback_new, name="feedback_new"),
    path("feedback/annex.<str:fmt>", feedback.feedback_annex, name="feedback_annex"),
    path("feedback/files/<int:pk>/", feedback.feedback_file, name="feedback_file"),
    path("feedback/<int:pk>/", feedback.feedback_page, name="feedback"),
    path("feedback/<int:pk>/assign/", feedback.feedback_assign, name="feedback_assign"),
    path("feedback/<int:pk>/answer/", feedback.feedback_answer, name="feedback_answer"),
    path("feedback/<int:pk>/close/", feedback.feedback_close, name="feedback_close"),
    path("feedback/<int:pk>/reopen/", feedback.feedback_reopen, name="feedback_reopen"),
]
