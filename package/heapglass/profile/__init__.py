"""Sampling heap profiles (`.heapprofile`): which functions allocated what is still alive, from samples of V8's."""

from heapglass.profile.calltree import CallTree, merge
from heapglass.profile.errors import ProfileError
from heapglass.profile.reading import Frame, Profile, read_profile

__all__ = ["CallTree", "Frame", "Profile", "ProfileError", "merge", "read_profile"]
