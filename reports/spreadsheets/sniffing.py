"""What a file is: told by its content, whatever its name says."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Final

from reports.spreadsheets.archives import Archive
from reports.spreadsheets.limits import refuse

_START: Final = 4_096
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLE: Final = (b"%PDF", b"{\\rtf", b"MIME-Version", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_HTML: Final = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|div|"
    r"style|title|center|font|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(r"\A\s*<[?!a-z]", re.IGNORECASE)
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"


class Kind(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    DOCX = "docx"


class Container(StrEnum):
    """What holds the content: it decides who looks at it next."""

    ZIP = "zip"
    OLE = "ole"
    PLAIN = "plain"


def container(path: Path) -> Container:
    """What a file that is not empty begins with; refuses what never holds a table."""
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(_ZIP):
        return Container.ZIP
    if start.startswith(_OLE):
        return Container.OLE
    if start.startswith(_NO_TABLE):
        refuse("not-a-spreadsheet")
    return Container.PLAIN


def zip_kind(archive: Archive) -> Kind:
    """What an archive holds, told by its parts."""
    if "workbook" in archive.roots.values():
        return Kind.XLSM if "xl/vbaProject.bin" in archive else Kind.XLSX
    if "word/document.xml" in archive:
        return Kind.DOCX
    if "content.xml" in archive and _says_ods(archive):
        return Kind.ODS
    if "word/styles.xml" in archive:
        refuse("unreadable-document")
    if "xl/workbook.bin" in archive:
        refuse("binary-workbook")
    return refuse("not-a-spreadsheet")


def _says_ods(archive: Archive) -> bool:
    if "mimetype" not in archive:
        return True
    return next(archive.chunks("mimetype"), b"").startswith(_ODS)


def text_kind(start: str) -> Kind:
    """Whether a text is an HTML page or lines of values; refuses other markup."""
    if _HTML.match(start):
        return Kind.HTML
    if _XML.match(start):
        refuse("not-a-spreadsheet")
    return Kind.CSV
