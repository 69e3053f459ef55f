"""The clients of Kafka and Elasticsearch, topics, dead letters, and the embedded backends."""
