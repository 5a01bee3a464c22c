"""Questions of other systems as draft vignettes: what they hold is carried, what cannot be is listed."""
