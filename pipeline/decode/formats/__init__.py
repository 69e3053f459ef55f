"""A reader for each format: the envelope taken off, with all that it says, around the plain copy or marked-up body.

What formats share: `xmltree`, `xmlfields`, `markup`, `layout` (XML and HTML), `fields` (strings in JSON, feeds, mail),
`transmission`, `stamps`, `title`, `closing`, `notebook`, `telex`, `typeset` (framed copy).
"""
