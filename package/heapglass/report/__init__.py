"""Leak reports: plain data first, then HTML, Markdown or JSON made of it."""
