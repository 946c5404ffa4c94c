"""One question a file, answered from a Snapshot with columns in and columns out."""
