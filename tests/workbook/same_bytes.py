"""Comparing files by their bytes, so that a failing test does not print them."""

import hashlib
from pathlib import Path


def same(path: Path, data: bytes) -> bool:
    return path.read_bytes() == data


def contents(folder: Path) -> dict[str, str]:
    """What stands in a folder, each file by a fingerprint."""
    return {
        item.name: hashlib.sha256(item.read_bytes()).hexdigest() if item.is_file() else "" for item in folder.iterdir()
    }
