"""sitegen: a static site generator for Vietnamese partnership news."""

__version__ = "0.1.0"
