"""Pytest plugin: real servers for the tests of every package (filled by what follows)."""
