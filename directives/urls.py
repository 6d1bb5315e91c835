"""Addresses of the pages that need all three rooms, a file for each subject."""

from directives.editor import urls as editor
from directives.entry import urls as entry
from directives.feedback import urls as feedback
from directives.findings import urls as findings
from directives.letters import urls as letters
from directives.notices import urls as notices
from directives.overdue import urls as overdue
from directives.pages import urls as pages
from directives.publications import urls as publishing
from directives.scores import urls as scoring
from directives.whatif import urls as whatif

urlpatterns = [
    *editor.urlpatterns,
    *pages.urlpatterns,
    *entry.urlpatterns,
    *notices.urlpatterns,
    *feedback.urlpatterns,
    *findings.urlpatterns,
    *overdue.urlpatterns,
    *scoring.urlpatterns,
    *publishing.urlpatterns,
    *letters.urlpatterns,
    *whatif.urlpatterns,
]
