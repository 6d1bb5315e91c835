"""What leaves the system to be signed, sent or filed: the compliance summary on paper."""

from directives.compliance.documents import (
    FORMATS,
    compliance_document,
    document_name,
    published_name,
    summary_document,
)

__all__ = [
    "FORMATS",
    "compliance_document",
    "document_name",
    "published_name",
    "summary_document",
]
