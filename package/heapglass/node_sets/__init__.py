"""Sets of nodes as objects one can compute with: for scripts, notebooks and the page's console."""
