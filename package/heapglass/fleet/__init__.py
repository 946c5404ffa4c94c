"""Hundreds of snapshots at once: one a pod, one an hour. Needs distributed, fsspec and pyarrow."""
