"""Manuscripts: written by one person, published by another."""
