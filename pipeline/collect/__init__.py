"""A source becomes records on `wire.raw`: files, folders, archives, standard input, HTTP, feeds."""
