"""Tabletop scenes: a procedural world with exact truth (masks, answers, edits)."""
