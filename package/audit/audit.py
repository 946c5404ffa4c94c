"""Asks the registries for known vulnerabilities and signatures of what is installed (`make audit`).

A registry may not answer, or only for some packages: that is said as plainly as what was found. Exit codes: 0 nothing
is known against anything, 1 something was found, 2 nothing was found, but not all was answered.
"""

import json
import subprocess
import sys
from typing import Any, NamedTuple

FOUND, UNANSWERED = 1, 2
SHOWN = 160


class Outcome(NamedTuple):
    """Of one question: what was found, by package, and why there is no (whole) answer, if there is none."""

    question: str
    found: list[str]
    unanswered: str = ""


def answer(command: list[str]) -> tuple[Any, str]:
    """What the command prints as JSON; None, and what it says instead, if that is none."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout), done.stderr
    except ValueError:
        return None, done.stderr or done.stdout


def reason(said: str) -> str:
    """The line of an error output that tells most."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and "Unknown user config" not in line]
    telling = [line for line in lines if any(word in line for word in ("failed", "not allowed", "Not Allowed", "ENOT"))]
    return (telling or lines or ["it said nothing"])[0][:SHOWN]


def npm_vulnerabilities(web: str) -> Outcome:
    told, said = answer(["npm", "audit", "--json", "--prefix", web])
    question = "npm packages, known vulnerabilities"
    if not isinstance(told, dict) or "vulnerabilities" not in told:
        return Outcome(question, [], reason(said))
    return Outcome(question, [f"{name}: {one['severity']}" for name, one in told["vulnerabilities"].items()])


def npm_signatures(web: str) -> Outcome:
    told, said = answer(["npm", "audit", "signatures", "--json", "--prefix", web])
    question = "npm packages, signatures"
    if not isinstance(told, dict) or "invalid" not in told:
        return Outcome(question, [], reason(said))
    wrong = [f"{one['name']}: {kind}" for kind in ("invalid", "missing") for one in told[kind]]
    return Outcome(question, wrong)


def python_vulnerabilities(pip_audit: str, requirements: str) -> Outcome:
    command = [pip_audit, "--require-hashes", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
    told, said = answer([*command, "-r", requirements])
    question = "Python packages, known vulnerabilities"
    if not isinstance(told, dict):
        return Outcome(question, [], reason(said))
    packages = told["dependencies"]
    found = [f"{one['name']}: {each['id']}" for one in packages for each in one.get("vulns", [])]
    skipped = [one["skip_reason"] for one in packages if "skip_reason" in one]
    if not skipped:
        return Outcome(question, found)
    return Outcome(question, found, f"{len(skipped)} of {len(packages)} were not looked up: {skipped[0][:SHOWN]}")


def main(pip_audit: str, requirements: str, web: str) -> int:
    outcomes = [npm_vulnerabilities(web), npm_signatures(web), python_vulnerabilities(pip_audit, requirements)]
    for question, found, unanswered in outcomes:
        verdict = f"{len(found)} FOUND" if found else "NO ANSWER" if unanswered else "nothing found"
        print(f"{question:42} {verdict}")
        for line in found:
            print(f"    {line}")
        if unanswered:
            print(f"    not answered: {unanswered}")
    if any(outcome.found for outcome in outcomes):
        return FOUND
    return UNANSWERED if any(outcome.unanswered for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
