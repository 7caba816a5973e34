package org.chengyun.ingest.load;

import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.SentOffsets;
import org.chengyun.ingest.tally.Counts;

/**
 * A piece of a load, decoded and not sent yet.
 *
 * @param before how the load was expected to stand where the piece begins
 */
record Portion(LoadState before, StreamDecoder.Progress progress, Outgoing outgoing, Account account) {
    String id() {
        return before.id();
    }

    /** True if the piece holds no whole record. */
    boolean isEmpty() {
        return progress.consumed() == 0;
    }

    /** How the load will stand behind it, but for what only sending tells. */
    LoadState expected() {
        return before.after(progress, 0, SentOffsets.NONE);
    }

    /** @param sent where its records are */
    LoadState after(LoadState stands, SentOffsets sent) {
        return stands.after(progress, outgoing.observations(), sent);
    }

    /** To be called once it is committed. */
    void count(IngestMeters meters) {
        meters.committed(
                before.dataset(),
                account.meter(),
                new Counts(
                        progress.decoded(),
                        progress.ignored(),
                        progress.rejected(),
                        outgoing.observations(),
                        progress.consumed(),
                        progress.reasons(),
                        outgoing.newestMs()));
        meters.repeated(before.dataset(), account.meter(), outgoing.repeated());
    }
}
