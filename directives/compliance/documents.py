"""The compliance summary in each of its formats: always in Vietnamese, from the one summary."""

from dataclasses import asdict
from pathlib import Path

from django.utils import translation

from directives.compliance.choice import Choice
from directives.compliance.paper import Paper, paper
from directives.compliance.summary import Summary
from directives.compliance.summary_docx import docx_bytes
from directives.compliance.summary_xlsx import xlsx_bytes
from directives.text.imprint import Imprint
from directives.text.typesetting import typeset

FORMATS = ("pdf", "docx", "xlsx")
_TEMPLATE = Path(__file__).with_name("summary.typ")


def pdf_bytes(page: Paper) -> bytes:
    return typeset(_TEMPLATE, "paper", asdict(page))


def summary_document(summary: Summary, fmt: str, imprint: Imprint | None = None) -> bytes:
    """A summary as a file, in Vietnamese: with an imprint that of a publication, else a draft.

    `fmt` is one of FORMATS; another raises KeyError.
    """
    if fmt not in FORMATS:
        raise KeyError(fmt)
    with translation.override("vi"):
        if fmt == "xlsx":
            return xlsx_bytes(summary, imprint)
        page = paper(summary, imprint)
        return pdf_bytes(page) if fmt == "pdf" else docx_bytes(page)


def compliance_document(choice: Choice, fmt: str) -> bytes:
    """The summary of the chosen period and directive as a file.

    `fmt` is one of FORMATS. What is printed is Vietnamese whatever the language of the reader.
    Raises KeyError for another format, LookupError when the office has no period yet.
    """
    if fmt not in FORMATS:
        raise KeyError(fmt)
    with translation.override("vi"):
        summary = choice.summary()
        if summary is None:
            raise LookupError(f"{choice.office.code} has no period")
        return summary_document(summary, fmt)


def published_name(number: str, version: int, fmt: str) -> str:
    """The file name of a publication's summary: "tong-hop-VL-2023-H1-1.pdf"."""
    return f"tong-hop-{number}-{version}.{fmt}"


def document_name(choice: Choice, fmt: str) -> str:
    """A file name that every system takes: "tong-hop-2023-H1.pdf"."""
    code = choice.period.code if choice.period else "0"
    return f"tong-hop-{code}.{fmt}"
