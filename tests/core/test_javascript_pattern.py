"""JavaScript's regular expressions in Python's: the same texts match, by what Node itself says."""

import json
import subprocess

import pytest

from heapglass.analysis.javascript_pattern import PatternError, compile_pattern

TEXTS = [
    "",
    "Session",
    "system / Context",
    "aab-ab",
    "a\nb\u2028c",
    "x\u00a0y\tz",
    "99 bottles",
    "\u0130stanbul \u0131",
    "emoji \U0001f600!",
    "<div class='a b'>",
    "\x01\x08\x0c\\c",
    "a{2}]",
    "$^.*+?()[|",
]
PATTERNS = [
    "",
    "a",
    "^S.*n$",
    "a+?b",
    "a{2}",
    "a{2,}b",
    "a{1,2}?-",
    "a{,2}",
    "x{",
    "(a)(b)?-\\1",
    "(?:a|b)+-",
    "(?=Ses)S",
    "S(?!es)",
    "(?<=ses)s",
    "(?<!a)b",
    "(?<first>a)\\k<first>",
    "\\k<first>",
    "\\1(a)",
    "(a\\1)",
    "(b)\\2",
    ".",
    "a.b",
    "b.c",
    "[^]",
    "[]",
    "[a-c]b",
    "[^a-z ]",
    "[\\d-x]",
    "[\\w-]+",
    "[a\\-z]",
    "[\\b]",
    "[\\x41-\\x5a]e",
    "\\d\\D\\w\\W",
    "\\s\\S",
    "x\\sy",
    "\\bSes",
    "s\\Bs",
    "\\u0053ess",
    "\\ud83d\\ude00",
    "\\ud83dx|!",
    "\\x53",
    "\\x5",
    "\\u00",
    "\\cA",
    "\\c",
    "\\cH|\\c1",
    "\\0|\\101|\\8",
    "\\t|\\n|\\f|\\v|\\r",
    "\\.|\\/|\\-",
    "]",
    "}",
    "i\\u0307",
    "\u0131",
    "a|",
    "|",
    "(|a)b",
    "\\(\\)",
]
BROKEN = ["(", ")", "[", "[a", "*", "a**", "+", "?a", "a{1}{2}", "\\", "[b-a]", "(?", "(?<a", "(?<a>x)(?<a>y)"]
ASK = """
const {patterns, texts, flags} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ask = (pattern) => {
  try { const made = new RegExp(pattern, flags); return texts.map((text) => made.test(text)); } catch { return null; }
};
process.stdout.write(JSON.stringify(patterns.map(ask)));
"""


@pytest.mark.parametrize("match_case", [True, False])
def test_patterns_match_what_they_match_in_node(match_case: bool) -> None:
    asked = {"patterns": PATTERNS + BROKEN, "texts": TEXTS, "flags": "" if match_case else "i"}
    said = subprocess.run(["node", "-e", ASK], input=json.dumps(asked), capture_output=True, text=True, check=True)
    for pattern, expected in zip(asked["patterns"], json.loads(said.stdout), strict=True):
        assert matches(pattern, match_case) == expected, pattern


def matches(pattern: str, match_case: bool) -> list[bool] | None:
    """Which of TEXTS it matches somewhere; None where it is no pattern."""
    try:
        made = compile_pattern(pattern, match_case)
    except PatternError:
        return None
    return [made.search(text) is not None for text in TEXTS]
