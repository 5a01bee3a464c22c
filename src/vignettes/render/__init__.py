"""A vignette as text: plain transcript, document nodes, static HTML. Values in, values out."""
