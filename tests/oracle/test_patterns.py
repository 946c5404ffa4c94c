"""Patterns mean what they mean to JavaScript: Node is asked."""

import json
import subprocess

import pytest

from heapglass.analysis.javascript_pattern import PatternError, compile_pattern
from heapglass.analysis.plain_text import same_but_for_case

PATTERNS = [
    "^a", "a$", ".", "[^]", "[]", r"\d+", r"\w\W", r"\s\S", "{a", "a{,2}", "a{2}", "a{2,}", "a{1,3}?", r"(a)(b)\2\1",
    r"(?<x>a)\k<x>", r"\k", r"\u0041", r"\x41\x", r"\cA", r"\c", r"\0", r"\101", r"\8", r"[\d-x]", r"[a-\d]", r"[\b]",
    r"[^\S\n]", r"[\]]", "(?:a|b)*", "a**", "*a", "(", ")", "[", r"\\", "\\", "a++", "(?i:a)", "(?>a)", "(?#x)", r"\Aa",
    r"\Z", "x{2}{3}", "^*", r"\b\B", "(?=a)", "(?!a)b", "(?<=a)b", "(?<!a)b", r"\/", r"\-", "[a&&b]", "[[a]", "[z-a]",
    "a|", "|", "()", "(?:)", r"\u{41}", r"\ud83d\ude00", r"\p{L}", "[^a-c]+", "é", "[é-ü]", r"a\.b", r"\$x", "#x y",
    "a-b", r"\1(a)", r"(a)|\1b", r"\2(a)", "}", "]", "a{0}", "a{2,1}", "(?<1>a)", "(?<a>x)(?<a>y)", "(?<$a>x)",
    "system / .*Map", r"^\{.*\}$", r"\t", r"[\w.]+@", r"(?<n>a)\1", r"\xZZ", r"\u12",
]  # fmt: skip
TEXTS = [
    "", "a", "b", "ab", "ba", "aab", "abba", "abab", "A", "x", "\n", "a\n", "\nab", "{a", "{a, b}", "a{,2}", "5", "x5-",
    "-", "\b", " \u00a0", "\ufeff", "é", "ü", "😀", "\x00", "\x01", "8", "k", "AAx", "@", "foo.bar@x", "system / Map",
    "system / x\nMap", "a-b", "$x", "#x y", "~", "c", "cA", "\\c", "Z", "\u2028", "pL", "p{L}", "uuu", "u{41}",
    "u" * 41, "/", "[", "]", "}", "&", "xxx", "xxxxxx", "\t", "xZZ", "u12", "abAB01_", "aa",
]  # fmt: skip
ASK = """
const [patterns, texts] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answers = patterns.map((pattern) => {
  try {
    const regexp = new RegExp(pattern);
    return texts.map((text) => regexp.test(text));
  } catch (error) {
    return String(error);
  }
});
console.log(JSON.stringify(answers));
"""
FOLDED = """
const letters = JSON.parse(require("fs").readFileSync(0, "utf8"));
const every = Array.from({ length: 0x2000 }, (_, code) => String.fromCharCode(code)).join("");
console.log(JSON.stringify(letters.map((letter) => every.match(new RegExp(letter, "gi")))));
"""


def asked(script: str, question: object) -> object:
    answer = subprocess.run(
        ["node", "-e", script], input=json.dumps(question).encode(), capture_output=True, check=True
    ).stdout
    return json.loads(answer)


def test_patterns() -> None:
    for pattern, theirs in zip(PATTERNS, asked(ASK, [PATTERNS, TEXTS]), strict=True):  # type: ignore[call-overload]
        if isinstance(theirs, str):
            with pytest.raises(PatternError):
                compile_pattern(pattern)
        else:
            compiled = compile_pattern(pattern)
            assert [compiled.search(text) is not None for text in TEXTS] == theirs, pattern


def test_letters_that_differ_in_case_only() -> None:
    letters = [*"kKsSéÉßÿŸµμΜſσςΣθϑїЇжЖőŐǅǆǄ"]
    for letter, theirs in zip(letters, asked(FOLDED, letters), strict=True):  # type: ignore[call-overload]
        assert sorted(same_but_for_case(letter)) == sorted(theirs), letter


def test_characters_outside_the_basic_plane_are_one() -> None:
    """On purpose: to JavaScript they are two (see test_differences)."""
    assert asked(ASK, [["^.$", "^..$"], ["😀"]]) == [[False], [True]]
    assert [bool(compile_pattern(pattern).search("😀")) for pattern in ("^.$", "^..$")] == [True, False]
