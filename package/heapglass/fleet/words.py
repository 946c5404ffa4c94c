"""The words of a fleet's report."""

import json
from pathlib import Path

FOLDER = Path(__file__).with_name("words")

WORDS: dict[str, dict[str, str]] = {
    language: json.loads((FOLDER / f"{language}.json").read_text("utf-8")) for language in ("en", "zh")
}
