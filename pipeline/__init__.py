"""The way of a story.

1. `collect`   files, archives, watched folders, HTTP posts and feeds become records on `wire.raw`, each confirmed by
the broker;
2. `decode`    the untouched bytes become stories: anatomy, lifecycle marks, identity and version; or failures with a
reason;
3. `enrich`    spaCy entities, countries and events are added, step by step (`flow.STEPS`), each leaving its mark in
`steps`;
4.             the Faust agent sends every story to `wire.enriched`, every failure to `wire.raw.dead`, and only then
acks;
5. `lifecycle` kills and holds find their stories (so far: the band of versions that puts a kill above all);
6. `index`     the sink writes the head of each story and every version into Elasticsearch, and only then commits;
7. `search`    typed questions become queries; killed and withheld stories show a notice and no text.

`flow.py` is the map, `story.py` the messages, `settings.py` the only reader of the environment.
"""
