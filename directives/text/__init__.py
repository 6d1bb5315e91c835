"""The look and words that papers share: letterhead, emphasis, imprint, QR code, typesetting."""
