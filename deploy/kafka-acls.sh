#!/bin/sh
# The least that each part of the wire needs of a Kafka with an authorizer: one SCRAM user for each, one line for each need.
# Topics are those of configs/topics.toml, groups begin with kafka.group_prefix. Run it as an administrator; again does no harm:
#   KAFKA_ACLS="kafka-acls.sh --bootstrap-server kafka:9093 --command-config admin.properties" deploy/kafka-acls.sh
set -eu

may() {
  user=$1; shift
  ${KAFKA_ACLS:?the tool and how it reaches the cluster} --add --allow-principal "User:wire-$user" "$@"
}

# `wire run collect`, `wire produce`
may collect --topic wire.raw --operation Write --operation DescribeConfigs

# `wire run enrich`
may enrich --topic wire.raw --operation Read --operation DescribeConfigs
may enrich --topic wire.enriched --topic wire.raw.dead --operation Write --operation DescribeConfigs
may enrich --group wire.enrich --operation Read

# `wire run index`
may index --topic wire.enriched --operation Read --operation DescribeConfigs
may index --topic wire.enriched.dead --operation Write --operation DescribeConfigs
may index --group wire.index --operation Read

# `wire run search` needs nothing of Kafka.

# `wire topics create`, `wire check`, `wire dead`, `wire reindex`: an operator, by hand, and lag. Create can be taken away afterwards.
may operator --topic wire.raw --topic wire.enriched --topic wire.raw.dead --topic wire.enriched.dead \
  --operation Create --operation Read --operation Write --operation DescribeConfigs
may operator --group wire.enrich --group wire.index --operation Describe
may operator --group wire.reindex. --resource-pattern-type prefixed --operation Read
