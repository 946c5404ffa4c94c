"""Snapshots fit to be shown to others: what strings hold is replaced, and every number stays."""

from heapglass.redact.file import redact_file, redact_files
from heapglass.redact.options import Keep, Options, Paths, Values
from heapglass.redact.redaction import Redaction
from heapglass.redact.report import Clear, Report

__all__ = ["Clear", "Keep", "Options", "Paths", "Redaction", "Report", "Values", "redact_file", "redact_files"]
