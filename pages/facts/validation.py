"""What the register refuses, each with its reason beside its field."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .kinds import VALIDATORS, Kind, ValueType
from .states import Mark
from .wording import placeholders

if TYPE_CHECKING:
    from .models import Fact

WORDINGS = ("wording_fr", "wording_en", "past_wording_fr", "past_wording_en")
RESULT_FIELDS = ("endpoint_fr", "endpoint_en", "comparator_fr", "comparator_en")


def refusals(fact: "Fact") -> dict[str, Any]:
    """Return what is wrong with a fact, by field; an empty mapping where nothing is.

    Its sources are checked in the form: a model is validated before its children are saved.
    """
    return {
        **_reasons(fact),
        **_result(fact),
        **_dates(fact),
        **_words(fact),
        **_value(fact),
    }


def _value(fact: "Fact") -> dict[str, Any]:
    if fact.value_type == ValueType.NONE:
        return {"value_type": _("Say what type of value this is.")} if fact.value else {}
    if not fact.value:
        return {"value": _("Give the value, or choose “No value”.")}
    validate = VALIDATORS.get(fact.value_type)
    try:
        if validate:
            validate(fact.value)
    except ValidationError as error:
        return {"value": error}
    return {}


def _words(fact: "Fact") -> dict[str, Any]:
    unknown = {name: placeholders(getattr(fact, name)) - {"value"} for name in WORDINGS}
    return {
        name: _("Unknown placeholder: {%(name)s}. Only {value} is known.")
        % {"name": ", ".join(sorted(found))}
        for name, found in unknown.items()
        if found
    }


def _dates(fact: "Fact") -> dict[str, Any]:
    found: dict[str, Any] = {}
    if fact.ends_on and not (fact.past_wording_fr and fact.past_wording_en):
        missing = "past_wording_en" if fact.past_wording_fr else "past_wording_fr"
        found[missing] = _(
            "A fact with an end date needs its wording once past, in both languages."
        )
    if fact.ends_on and fact.as_of and fact.ends_on.isoformat() < fact.as_of:
        found["ends_on"] = _("A fact can't end before the day for which it is stated.")
    if fact.verified_on and fact.review_by and fact.review_by < fact.verified_on:
        found["review_by"] = _("The review can't be due before the fact was verified.")
    return found


def _reasons(fact: "Fact") -> dict[str, Any]:
    if fact.mark not in {Mark.DISPUTED, Mark.WITHHELD}:
        return {}
    return {
        name: _("Say why, in both languages.")
        for name in ("reason_fr", "reason_en")
        if not getattr(fact, name)
    }


def _result(fact: "Fact") -> dict[str, Any]:
    if fact.kind != Kind.RESULT or fact.mark == Mark.WITHHELD:
        return {}
    return {
        name: _("A result says what was measured, and compared with what.")
        for name in RESULT_FIELDS
        if not getattr(fact, name)
    }
