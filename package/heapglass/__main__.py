"""`python -m heapglass`."""

from heapglass.cli import main

main()
