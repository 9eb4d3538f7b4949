"""The keys that lie outside the database: the Telegram id is encrypted with one and looked up by a hash with another.

They protect a stolen backup, not a stolen host. Without them nobody in the database can be reached again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FILE = "people.key"
_NONCE = 12


class BadKeys(Exception):
    """The keys are missing, damaged or not the ones that the database was written with."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What turns a Telegram id into what the database holds, and back. `folder` is where they lie, if anywhere."""

    cipher: AESGCM
    hashing: bytes = field(repr=False)
    folder: Path | None = None

    @classmethod
    def of(cls, secret: bytes, folder: Path | None = None) -> Keys:
        """From 64 random bytes: 32 for encryption (AES-256-GCM), 32 for look-up (HMAC-SHA-256)."""
        if len(secret) != 64:
            raise BadKeys(f"{_FILE} must hold 64 bytes and holds {len(secret)}")
        return cls(AESGCM(secret[:32]), secret[32:], folder)

    def hash(self, telegram_id: int) -> bytes:
        return hmac.digest(self.hashing, str(telegram_id).encode(), hashlib.sha256)

    def mark(self, purpose: str, value: object) -> str:
        """32 hexadecimal digits that stand for a value outside the database and tell it to nobody without the keys."""
        return hmac.digest(self.hashing, f"{purpose}:{value}".encode(), hashlib.sha256)[:16].hex()

    def seal(self, telegram_id: int) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self.cipher.encrypt(nonce, str(telegram_id).encode(), None)

    def open(self, sealed: bytes) -> int:
        """The Telegram id again. Raises BadKeys if it was sealed with other keys."""
        try:
            return int(self.cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None))
        except InvalidTag:
            raise BadKeys("a Telegram id cannot be read with the keys in SECRETS_DIR") from None


@dataclass(frozen=True, slots=True)
class BallotKey:
    """The key of one round of an anonymous survey. Once it is destroyed nobody can say any more who took part."""

    secret: bytes = field(repr=False)

    def nullifier(self, telegram_hash: bytes) -> bytes:
        """What stands for a person in this round alone, also after they erased themselves and came back."""
        return hmac.digest(self.secret[32:], telegram_hash, hashlib.sha256)

    def seal(self, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self.secret[:32]).encrypt(nonce, content, None)

    def open(self, sealed: bytes) -> bytes:
        try:
            return AESGCM(self.secret[:32]).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
        except InvalidTag:
            raise BadKeys("an unfinished ballot cannot be read with the key of its round") from None


@dataclass(frozen=True, slots=True)
class BallotKeys:
    """The keys of the rounds that are open: one file each beside the other keys, never in the database or its backups.
    Processes on several machines need one folder."""

    folder: Path

    def make(self, round_id: int) -> None:
        """Before the round opens. One that is there stays: somebody may have answered already."""
        if not self._path(round_id).exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(self._path(round_id), secrets.token_bytes(64))

    def of(self, round_id: int) -> BallotKey | None:
        """None once the round is over and its key destroyed."""
        try:
            return BallotKey(self._path(round_id).read_bytes())
        except FileNotFoundError:
            return None

    def rounds(self) -> list[int]:
        """The rounds whose keys are still there."""
        return sorted(int(path.stem.removeprefix("round-")) for path in self.folder.glob("round-*.key"))

    def destroy(self, round_id: int) -> None:
        """Overwritten first, as far as the disk lets one."""
        path = self._path(round_id)
        if path.exists():
            with path.open("r+b") as file:
                file.write(bytes(64))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()

    def _path(self, round_id: int) -> Path:
        return self.folder / f"round-{round_id}.key"


def token_hash(token: str) -> bytes:
    """What is stored of an invite: 144 random bits need no salt (ASVS 6.5.2)."""
    return hashlib.sha256(token.encode()).digest()


def load(folder: Path, *, create: bool) -> Keys:
    """The keys of this installation; made on the first start. Raises BadKeys, naming the file, if there are none."""
    path = folder / _FILE
    if not path.exists():
        if not create:
            raise BadKeys(
                f"SECRETS_DIR: {path} is missing, but the database already knows people; bring it back"
            )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, secrets.token_bytes(64))
    return Keys.of(path.read_bytes(), folder)


def _write(path: Path, secret: bytes) -> None:
    """Whole or not at all, and readable by the owner alone."""
    half = path.with_suffix(".new")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)
