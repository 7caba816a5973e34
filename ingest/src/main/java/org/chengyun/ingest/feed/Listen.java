package org.chengyun.ingest.feed;

import org.jspecify.annotations.Nullable;

/**
 * Where a feed waits for its senders.
 *
 * @param host address of this machine, 0.0.0.0 for all
 * @param connections how many senders at once, over TCP
 * @param tls null for none
 */
public record Listen(
        String host, int port, int connections, @Nullable TlsFiles tls) {}
