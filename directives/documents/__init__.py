"""What leaves the system to be signed, sent or filed: the compliance summary on paper."""

from directives.documents.compliance import (
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
