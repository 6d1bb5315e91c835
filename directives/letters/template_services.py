"""An office's own Word templates: brought in after a trial, in use, or laid aside again."""

from __future__ import annotations

import io
import logging
import re
from typing import Final

from django.core.files.base import File
from django.db import transaction
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, UndefinedError

from directives.letters.docx import context_of, letter_docx
from directives.letters.faults import TemplateFault
from directives.letters.models import LetterTemplate
from directives.letters.package import check_marks, check_package
from directives.letters.sample import sample_letter
from directives.letters.sandbox import Sandbox
from reports.attachments.evidence import EvidenceKind, kind_by_name
from reports.attachments.services import AttachmentError, attachment_checked
from units.models import Unit, User

logger = logging.getLogger(__name__)
_ATTRIBUTE: Final = re.compile(r"'(\w+)'(?: is undefined)?$")


def letter_template_add(
    *, office: Unit, file: File[bytes], filename: str, user: User
) -> LetterTemplate:
    """Take a template after a trial and use it from now on.

    `filename` is the plain name. Raises Refused for a file that is no docx without
    macros, names something outside of itself, has a placeholder that is not there, or cannot be
    filled in.
    """
    digest = _checked(file, filename)
    file.seek(0)
    content = file.read()
    template_tried(content)
    file.seek(0)
    template = LetterTemplate(office=office, filename=filename, sha256=digest, uploaded_by=user)
    with transaction.atomic():
        letter_template_built_in(office=office)
        template.file.save(filename, file, save=False)
        template.full_clean()
        template.save()
    return template


def _checked(file: File[bytes], filename: str) -> str:
    if kind_by_name(filename) is not EvidenceKind.DOCX:
        raise TemplateFault("wrong-kind")
    try:
        return attachment_checked(file, filename)
    except AttachmentError as error:
        if error.code == "not-what-it-says":
            raise TemplateFault(error.code) from error
        raise


def template_tried(content: bytes) -> None:
    """Fill a template in once, with a made-up letter. Raises TemplateFault."""
    try:
        _try(content)
    except TemplateFault:
        raise
    except Exception as error:  # a template is a program of somebody else's: anything may fail
        raise _fault(error) from error


def _try(content: bytes) -> None:
    check_package(content)
    check_marks(content)
    used = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(Sandbox())
    if not used:
        raise TemplateFault("no-placeholders")
    letter = sample_letter()
    if unknown := sorted(used - context_of(letter).keys()):
        raise TemplateFault("unknown-names", *unknown)
    Document(io.BytesIO(letter_docx(letter, template=content)))


def _fault(error: Exception) -> TemplateFault:
    """What is said about a template that failed."""
    match error:
        case TemplateSyntaxError():
            return TemplateFault("syntax", error.message or "")
        case UndefinedError():
            attribute = _ATTRIBUTE.search(error.message or "")
            if attribute:
                return TemplateFault("unknown-names", attribute[1])
    logger.info("A template was refused after %s", type(error).__name__)
    return TemplateFault("broken")


@transaction.atomic
def letter_template_use(*, template: LetterTemplate) -> None:
    """Use a template that was brought in before."""
    letter_template_built_in(office=template.office)
    template.is_active = True
    template.save(update_fields=["is_active"])


@transaction.atomic
def letter_template_built_in(*, office: Unit) -> None:
    """Go back to the built-in template; the office's own stay to be used again."""
    in_use = LetterTemplate.objects.select_for_update().filter(office=office, is_active=True)
    for template in in_use:
        template.is_active = False
        template.save(update_fields=["is_active"])
