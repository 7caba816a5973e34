package org.chengyun.ingest.decode;

import java.util.List;
import org.chengyun.ingest.cases.CaseRecord;
import org.jspecify.annotations.Nullable;

/** What one source record came to. */
public sealed interface Decoded {
    /**
     * Observations; often one, never none.
     *
     * @param observations each with one value per field, in the order and types that the dataset's schema asks for
     */
    record Accepted(List<@Nullable Object[]> observations) implements Decoded {}

    /** What happened to one case, as far as this record tells. */
    record Case(CaseRecord told) implements Decoded {}

    /** Nothing to observe: a blank line or a comment. */
    record Ignored() implements Decoded {
        public static final Ignored INSTANCE = new Ignored();
    }

    /**
     * Cannot be read.
     *
     * @param detail what was found and where in the record, for people
     */
    record Rejected(Reason reason, String detail) implements Decoded {}
}
