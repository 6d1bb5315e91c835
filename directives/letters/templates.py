"""An office's own Word templates: brought in after a trial, in use, or laid aside again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.core.files.base import File
from django.db import transaction
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, UndefinedError

from directives.letters.docx import context_of, letter_docx
from directives.letters.models import LetterTemplate
from directives.letters.package import PackageCode, PackageError, check_marks, check_package
from directives.letters.sample import sample_letter
from directives.letters.sandbox import NotAllowedError, Sandbox, TooMuchError
from reports.attachments.evidence import EvidenceKind, kind_by_name
from reports.attachments.services import AttachmentCode, AttachmentError, attachment_checked
from units.models import Unit, User

logger = logging.getLogger(__name__)
TemplateCode = (
    AttachmentCode | PackageCode | Literal["unknown-names", "not-allowed", "no-placeholders"]
)
_ATTRIBUTE: Final = re.compile(r"'(\w+)'(?: is undefined)?$")


class TemplateRefusedError(Exception):
    """A template that is not taken: why, and the names or the words that it is about."""

    def __init__(self, code: TemplateCode, names: Collection[str] = ()) -> None:
        super().__init__(code)
        self.code, self.names = code, tuple(names)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a template for one use may name, and how it is filled in to try it."""

    names: frozenset[str]
    fill: Callable[[bytes], bytes]


def _try_letter(template: bytes) -> bytes:
    return letter_docx(sample_letter(), template=template)


def trials() -> Mapping[str, Trial]:
    """The trial of each use that offices may bring a template for."""
    names = frozenset(context_of(sample_letter()))
    return {LetterTemplate.Use.LETTER.value: Trial(names, _try_letter)}


def letter_template_add(
    *, office: Unit, use: str, file: File[bytes], filename: str, user: User
) -> LetterTemplate:
    """Take a template after a trial and use it from now on.

    `filename` is the plain name. Raises TemplateRefusedError for a file that is no docx without
    macros, names something outside of itself, has a placeholder that is not there, or cannot be
    filled in.
    """
    digest = _checked(file, filename)
    file.seek(0)
    content = file.read()
    template_tried(content, trials()[use])
    file.seek(0)
    return _kept(office=office, use=use, file=file, filename=filename, user=user, digest=digest)


def _checked(file: File[bytes], filename: str) -> str:
    if kind_by_name(filename) is not EvidenceKind.DOCX:
        raise TemplateRefusedError("wrong-kind")
    try:
        return attachment_checked(file, filename)
    except AttachmentError as error:
        raise TemplateRefusedError(error.code) from error


def template_tried(content: bytes, trial: Trial) -> None:
    """Fill a template in once, with a made-up letter. Raises TemplateRefusedError."""
    try:
        _try(content, trial)
    except TemplateRefusedError:
        raise
    except Exception as error:  # a template is a program of somebody else's: anything may fail
        raise _refusal(error) from error


def _try(content: bytes, trial: Trial) -> None:
    check_package(content)
    check_marks(content)
    used = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(Sandbox())
    if not used:
        raise TemplateRefusedError("no-placeholders")
    if unknown := sorted(used - trial.names):
        raise TemplateRefusedError("unknown-names", unknown)
    Document(io.BytesIO(trial.fill(content)))


def _refusal(error: Exception) -> TemplateRefusedError:
    """What is said about a template that failed."""
    match error:
        case PackageError():
            return TemplateRefusedError(error.code, [error.what] if error.what else [])
        case NotAllowedError():
            return TemplateRefusedError("not-allowed", [error.what])
        case TooMuchError():
            return TemplateRefusedError("too-much")
        case TemplateSyntaxError():
            return TemplateRefusedError("syntax", [error.message or ""])
        case UndefinedError():
            found = _ATTRIBUTE.search(error.message or "")
            if found:
                return TemplateRefusedError("unknown-names", [found[1]])
    logger.info("A template was refused after %s", type(error).__name__)
    return TemplateRefusedError("broken")


@transaction.atomic
def _kept(
    *, office: Unit, use: str, file: File[bytes], filename: str, user: User, digest: str
) -> LetterTemplate:
    template = LetterTemplate(
        office=office, use=use, filename=filename, sha256=digest, uploaded_by=user
    )
    _lay_aside(office, use)
    template.file.save(filename, file, save=False)
    template.full_clean()
    template.save()
    return template


@transaction.atomic
def letter_template_use(*, template: LetterTemplate) -> None:
    """Use a template that was brought in before."""
    _lay_aside(template.office, template.use)
    template.is_active = True
    template.save(update_fields=["is_active"])


@transaction.atomic
def letter_template_built_in(*, office: Unit, use: str) -> None:
    """Go back to the built-in template; the office's own stay to be used again."""
    _lay_aside(office, use)


def _lay_aside(office: Unit, use: str) -> None:
    for one in LetterTemplate.objects.select_for_update().filter(
        office=office, use=use, is_active=True
    ):
        one.is_active = False
        one.save(update_fields=["is_active"])
