"""The languages that reports are written in."""

from enum import StrEnum


class Language(StrEnum):
    """As an option has them."""

    EN = "en"
    ZH = "zh"
