"""Finding and showing stories: `query` is pure, `service` asks Elasticsearch, `api` and `render` show what it found."""
