"""Why a Word template is not taken: a sentence for each fault, with the words it is about."""

from typing import Final

from django.utils.translation import gettext_lazy

from units.refusing import Refused

_SENTENCES: Final = {
    "wrong-kind": gettext_lazy("Choose a Word file (.docx) without macros."),
    "not-what-it-says": gettext_lazy(
        "The file is no Word document, or has macros or a password. Save it again as .docx."
    ),
    "outside": gettext_lazy(
        "The template fetches something from another place. Put pictures into the file itself and "
        "detach it from other templates."
    ),
    "field": gettext_lazy(
        "The template has the field %(names)s, which a letter may not hold. Click on it in Word "
        "and press Ctrl+Shift+F9 to make it plain content."
    ),
    "not-allowed": gettext_lazy(
        "“%(names)s” cannot be used so in a template. Use only the placeholders below, “if”, and "
        "“for” over a list, at most one inside another."
    ),
    "too-much": gettext_lazy(
        "The template has too many placeholders or loops. Take the built-in template and change "
        "only what has to differ."
    ),
    "unknown-names": gettext_lazy(
        "The template has placeholders that do not exist: %(names)s. Write them as in the list "
        "below."
    ),
    "syntax": gettext_lazy(
        "A “{{ … }}” or “{% … %}” of the template is incomplete: each “for” needs its “endfor”, "
        "each “if” its “endif”."
    ),
    "broken": gettext_lazy(
        "The template could not be filled in. Take the built-in template and make your changes in "
        "it step by step."
    ),
    "no-placeholders": gettext_lazy(
        "The template has no placeholder, so every letter would read the same. Take the built-in "
        "template and change that."
    ),
}


class TemplateFault(Refused):
    """A template that is not taken or not filled in; `names` are the words that it is about."""

    def __init__(self, code: str, *names: str) -> None:
        sentence = str(_SENTENCES[code])
        super().__init__(sentence.replace("%(names)s", ", ".join(names)))
        self.code, self.names = code, names
