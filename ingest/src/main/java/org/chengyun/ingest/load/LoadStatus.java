package org.chengyun.ingest.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A load as the API shows it.
 *
 * @param position the byte that is to be sent next
 * @param read source records so far
 * @param observations what they became
 * @param filtered blank lines and comments
 * @param quarantined rejected records by reason
 * @param complete true if everything was taken
 * @param committed true if the engine has committed everything of it to the database
 * @param note why the numbers wait, for people; null if nothing is in the way
 */
public record LoadStatus(
        String id,
        String dataset,
        String format,
        String zone,
        String name,
        long bytes,
        String sha256,
        long position,
        long read,
        long observations,
        long filtered,
        Map<String, Long> quarantined,
        boolean complete,
        boolean committed,
        @Nullable String continues,
        @Nullable String note) {
    static LoadStatus of(LoadState state, boolean committed, @Nullable String note) {
        return new LoadStatus(
                state.id(),
                state.dataset(),
                state.format(),
                state.zone(),
                state.name(),
                state.bytes(),
                state.sha256(),
                state.position(),
                state.read(),
                state.observations(),
                state.filtered(),
                state.quarantined(),
                state.complete(),
                committed,
                state.continues(),
                note);
    }
}
