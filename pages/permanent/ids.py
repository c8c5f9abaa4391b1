"""The id in a page's permanent address: the beginning of its translation key, easy to type from paper."""

from uuid import UUID

#: Crockford's base 32: no letter that looks like a digit, and no u.
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 6
_BITS_A_DIGIT = 5
_BITS = LENGTH * _BITS_A_DIGIT
_LEFT_OUT = 128 - _BITS
_LOOK_ALIKE = str.maketrans("oil", "011")


def id_of(translation_key: UUID) -> str:
    """Return the id of the page with this translation key, the same in all its languages."""
    number = translation_key.int >> _LEFT_OUT
    return "".join(
        DIGITS[number >> shift & 31] for shift in range(_BITS - _BITS_A_DIGIT, -1, -_BITS_A_DIGIT)
    )


def as_id(typed: str) -> str:
    """Return what somebody typed as an id is written: in small letters, o as 0, i and l as 1."""
    return typed.lower().translate(_LOOK_ALIKE)


def keys_with_id_of(translation_key: UUID) -> tuple[UUID, UUID]:
    """Return the first and the last translation key that have the same id as this one."""
    first = translation_key.int >> _LEFT_OUT << _LEFT_OUT
    return UUID(int=first), UUID(int=first | (1 << _LEFT_OUT) - 1)
