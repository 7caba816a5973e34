package org.chengyun.ingest.topic;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.TopicFeed;

/** Why a topic cannot be read, in words for people. */
final class Failure {
    private Failure() {}

    /** @param servers where the topic is: host:port, comma separated */
    static String told(TopicFeed feed, String servers, Throwable failure) {
        return "topic %s at %s: %s".formatted(feed.topic(), servers, why(feed, failure));
    }

    private static String why(TopicFeed feed, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownTopicOrPartitionException e -> {
                    return "there is no such topic: make it, or check its name. It is read as soon as it is there";
                }
                case AuthorizationException e -> {
                    return "we may not (%s): allow us to describe and read the topic, and to read as group %s"
                            .formatted(e.getMessage(), feed.group());
                }
                case SslAuthenticationException e -> {
                    return "%s. Kafka's own settings for it are those of 'client_file', such as ssl.truststore.*"
                            .formatted(Explanation.of(e));
                }
                case AuthenticationException e -> {
                    return "it does not let us in (%s): check sasl.* in 'client_file'".formatted(e.getMessage());
                }
                case ConfigException e -> {
                    return String.valueOf(e.getMessage()).startsWith("No resolvable bootstrap")
                            ? "nobody knows a host of this name: check its spelling, and this machine's DNS"
                            : "%s. Check 'servers' and 'client_file'".formatted(e.getMessage());
                }
                case TimeoutException e -> {
                    return "no answer: check host and port, whether Kafka runs there, and whether it wants TLS or a sign-in"
                            + " ('client_file')";
                }
                default -> {
                    // what wraps the reason
                }
            }
        }
        return Explanation.of(failure);
    }
}
