"""A small version of the package of "Dive into Deep Learning", edition 1.0."""

__version__ = "1.0.3"
