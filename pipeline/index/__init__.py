"""`wire.enriched` into Elasticsearch: documents are pure, indices and the sink are edges."""
