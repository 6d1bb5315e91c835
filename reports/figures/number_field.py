"""A number as people type it into a form."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

_PLACES = 3


class NumberField(forms.CharField):
    """A number with a comma or a dot before its decimals, three of them at most; as a Decimal."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 8}))
        super().__init__(max_length=12, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The Decimal; None for nothing."""
        text = str(super().to_python(value) or "").replace("−", "-").replace(",", ".").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or "e" in text.lower() or "_" in text:
            raise ValidationError(gettext("Write a number, for example 0,5."))
        if number != number.quantize(Decimal(1).scaleb(-_PLACES)):
            raise ValidationError(gettext("Write three decimals at most."))
        return number

    def run_validators(self, value: Any) -> None:
        """The length was that of the text; a number has none."""

    def prepare_value(self, value: Any) -> Any:
        """With a comma and without trailing zeros, as it would be typed."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
