"""The MDN HTTP Observatory's scoring of an answer, with the modifiers that it publishes.

Source: "Tests & Scoring", developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, read in November
2026. An answer begins with 100, penalties are taken off, and if 90 are left, bonuses are added. That a
host is in the browsers' preload list (+5) and the hashes of scripts (+5) can't be seen here and count as 0.
"""

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

MODIFIERS = {
    # Content Security Policy
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-not-implemented": -25,
    # Cookies
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-not-found": 0,
    "cookies-samesite-flag-invalid": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    # Cross-origin resource sharing: "public" is without credentials
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    # Cross-origin resource policy
    "corp-implemented-with-same-origin": 0,
    "corp-implemented-with-cross-origin": -20,
    "corp-header-invalid": -20,
    # Transport
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    # Referrer
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    # Scripts
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    # Types
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    # Framing
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
}
GRADES = (
    (100, "A+"),
    (90, "A"),
    (85, "A-"),
    (80, "B+"),
    (70, "B"),
    (65, "B-"),
    (60, "C+"),
    (50, "C"),
)
SIX_MONTHS = 15768000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass
class Score:
    """What came of each test, by name."""

    results: list[str] = field(default_factory=list)

    @property
    def penalties(self) -> set[str]:
        return {name for name in self.results if MODIFIERS[name] < 0}

    @property
    def points(self) -> int:
        counts = [MODIFIERS[name] for name in self.results]
        base = 100 + sum(count for count in counts if count < 0)
        bonus = sum(count for count in counts if count > 0)
        return max(base + bonus if base >= 90 else base, 0)

    @property
    def grade(self) -> str:
        return next((grade for least, grade in GRADES if self.points >= least), "D or worse")


def score(headers: Any, cookies: SimpleCookie, text: str, session: str, csrf: str) -> Score:
    """Score an answer.

    Args:
        headers: its headers, whatever their case.
        text: its HTML; empty where it is none.
        session, csrf: what the cookies are called that say who somebody is, and that a form is ours.
    """
    policy = policy_of(headers.get("Content-Security-Policy", ""))
    return Score(
        [
            _csp(policy),
            _cookies(cookies, session, csrf),
            _sharing(headers),
            _resource_policy(headers.get("Cross-Origin-Resource-Policy")),
            _hsts(headers.get("Strict-Transport-Security", "")),
            _referrer(headers.get("Referrer-Policy")),
            _scripts(text),
            "x-content-type-options-nosniff"
            if headers.get("X-Content-Type-Options") == "nosniff"
            else "x-content-type-options-not-implemented",
            _framing(policy, headers.get("X-Frame-Options")),
        ]
    )


def policy_of(header: str) -> dict[str, list[str]]:
    """Return a Content Security Policy by directive."""
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name: values for name, *values in parts}


def _csp(policy: dict[str, list[str]]) -> str:
    if not policy:
        return "csp-not-implemented"
    default = policy.get("default-src", ["*"])
    scripts = policy.get("script-src", default) + policy.get("object-src", default)
    styles = policy.get("style-src", default)
    everywhere = [value for values in policy.values() for value in values]
    if {"'unsafe-inline'", "data:", "https:", "*"} & set(scripts):
        return "csp-implemented-with-unsafe-inline"
    if any(value.startswith(("http:", "ws:")) for value in everywhere):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in everywhere:
        return "csp-implemented-with-unsafe-eval"
    if {"'unsafe-inline'", "data:", "https:", "*"} & set(styles):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    if default == ["'none'"]:
        return "csp-implemented-with-no-unsafe-default-src-none"
    return "csp-implemented-with-no-unsafe"


def _cookies(cookies: SimpleCookie, session: str, csrf: str) -> str:
    if not cookies:
        return "cookies-not-found"
    if not all(cookie["secure"] for cookie in cookies.values()):
        return "cookies-session-without-secure-flag"
    if not all(cookie["httponly"] for name, cookie in cookies.items() if name in {session, csrf}):
        return "cookies-session-without-httponly-flag"
    if not all(cookie["samesite"] in {"Lax", "Strict"} for cookie in cookies.values()):
        return "cookies-samesite-flag-invalid"
    return "cookies-secure-with-httponly-sessions-and-samesite"


def _sharing(headers: Any) -> str:
    name = "cross-origin-resource-sharing-"
    if not headers.get("Access-Control-Allow-Origin"):
        return f"{name}not-implemented"
    if headers.get("Access-Control-Allow-Credentials"):
        return f"{name}implemented-with-universal-access"
    return f"{name}implemented-with-public-access"


def _resource_policy(said: str | None) -> str:
    # To leave it out would earn 5 points by these rules; it is said all the same.
    if said in {"same-origin", "cross-origin"}:
        return f"corp-implemented-with-{said}"
    return "corp-header-invalid"


def _hsts(said: str) -> str:
    age = re.search(r"max-age=(\d+)", said)
    if not age:
        return "hsts-not-implemented"
    enough = "at-least" if int(age[1]) >= SIX_MONTHS else "less-than"
    return f"hsts-implemented-max-age-{enough}-six-months"


def _referrer(said: str | None) -> str:
    if said is None:
        return "referrer-policy-not-implemented"
    return "referrer-policy-private" if said in PRIVATE else "referrer-policy-unsafe"


def _scripts(text: str) -> str:
    if re.search(r"<script[^>]+src=[\"']?(?:https?:)?//", text):
        return "sri-not-implemented-and-external-scripts-not-loaded-securely"
    return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"


def _framing(policy: dict[str, list[str]], said: str | None) -> str:
    if "frame-ancestors" in policy and "*" not in policy["frame-ancestors"]:
        return "x-frame-options-implemented-via-csp"
    if said in {"DENY", "SAMEORIGIN"}:
        return "x-frame-options-sameorigin-or-deny"
    return "x-frame-options-not-implemented"
