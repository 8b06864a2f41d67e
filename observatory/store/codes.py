"""Codes that people read aloud and type, and the hashes of what only one of them may know."""

import hashlib
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read for something else: no 0 or o, no 1, i or l
SECRET_LETTERS = 6
_SALT_BYTES = 16
_COST = {"n": 2**14, "r": 8, "p": 1}


def new(letters: int) -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))


def read(typed: str, letters: int) -> str:
    """What a person typed, without spaces, dashes and capitals; empty where it can be no code.

    >>> read(" K7M-2PX ", 6), read("K7M 2P0", 6)
    ('k7m2px', '')
    """
    bare = "".join(one for one in typed.lower() if one not in " -\u00a0\u202f")
    return bare if len(bare) == letters and set(bare) <= set(ALPHABET) else ""


def hashed(token: str) -> str:
    """The hash of a long random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sealed(secret: str) -> str:
    """The salted, slow hash of a short secret."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}:{_slow(secret, salt)}"


def opens(secret: str, seal: str) -> bool:
    """Whether a secret is the one that was sealed."""
    salt, _, found = seal.partition(":")
    return secrets.compare_digest(_slow(secret, bytes.fromhex(salt)), found)


def _slow(secret: str, salt: bytes) -> str:
    return hashlib.scrypt(secret.encode(), salt=salt, **_COST).hex()
