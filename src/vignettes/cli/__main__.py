"""`python -m vignettes.cli` does what `vignettes` does."""

from vignettes.cli import main

raise SystemExit(main())
