"""The addresses of all rooms; none of two rooms are alike, so that their order means nothing."""

from reports.entry import urls as entry
from reports.history import urls as history
from reports.imports import urls as imports
from reports.rounds import urls as rounds

urlpatterns = [
    *imports.urlpatterns,
    *rounds.urlpatterns,
    *entry.urlpatterns,
    *history.urlpatterns,
]
