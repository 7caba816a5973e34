package org.chengyun.ingest.outbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One move of a position, with what is sent along.
 *
 * @param key of the position
 * @param builtOn the position that this step begins at, empty if there must be none yet; a step that does not care is
 *     {@link #unconditional}
 * @param conditional false if it may replace any position
 * @param outgoing sent in the same transaction
 * @param next the new position, made when it is known where the records went. Must differ from any other ever made
 *     under this key: whether a commit in doubt happened is seen by it
 * @param forget keys of positions that are removed along
 */
public record Step(
        String key,
        Optional<String> builtOn,
        boolean conditional,
        Outgoing outgoing,
        Function<SentOffsets, String> next,
        List<String> forget) {
    /** A step from a known position. */
    public static Step from(
            String key, Optional<String> builtOn, Outgoing outgoing, Function<SentOffsets, String> next) {
        return new Step(key, builtOn, true, outgoing, next, List.of());
    }

    /** A step from wherever the position is. */
    public static Step unconditional(String key, Outgoing outgoing, Function<SentOffsets, String> next) {
        return new Step(key, Optional.empty(), false, outgoing, next, List.of());
    }

    public Step forgetting(List<String> keys) {
        return new Step(key, builtOn, conditional, outgoing, next, List.copyOf(keys));
    }
}
