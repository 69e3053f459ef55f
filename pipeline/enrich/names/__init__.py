"""What wire copy does to a model of names, undone before it reads (`casing`) or mended after it (`component`).

Each part works on one Doc or one line alone; what takes the whole story is in `entities`.
"""
