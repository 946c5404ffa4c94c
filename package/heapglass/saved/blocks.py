"""The blocks of a file by name: each is taken once, and none may be left over."""

from typing import Any

from heapglass.kernels.engine import U8
from heapglass.saved.container import Contents, Stored, damaged
from heapglass.saved.numbers import Packed


class Blocks:
    """Raises MalformedError for a block that is missing, there twice, or not of the size it must have."""

    def __init__(self, contents: Contents) -> None:
        self._left: dict[str, Stored] = {}
        for block in contents.blocks():
            if block.name in self._left:
                raise damaged(block.name)
            self._left[block.name] = block

    def __contains__(self, name: Any) -> bool:
        return name in self._left

    def stored(self, name: str) -> Stored:
        """A block, to be unpacked later."""
        if name not in self._left:
            raise damaged(name)
        return self._left.pop(name)

    def take(self, name: str) -> U8:
        """The bytes of a block."""
        return self.stored(name).unpacked()

    def bytes(self, name: str, count: int) -> U8:
        """A column of bytes."""
        data = self.take(name)
        if data.size != count:
            raise damaged(name)
        return data

    def packed(self, name: str, count: int) -> Packed:
        """A column of numbers, to be unpacked later."""
        return Packed(self.stored(name), count)

    def end(self) -> None:
        """Raise MalformedError if a block is left."""
        for name in self._left:
            raise damaged(name)
