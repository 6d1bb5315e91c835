"""How long a password must be, said in the reader's language."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """As Django's, whose new sentence has no Vietnamese yet."""

    def get_error_message(self) -> str:
        """Why a password is not taken."""
        return _("The password is too short. Use %(least)s characters or more.") % {
            "least": self.min_length
        }
