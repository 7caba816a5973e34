package org.chengyun.ingest.push;

import java.util.Set;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.jspecify.annotations.Nullable;

/** Rejects the records of agencies for which the sender does not speak. Not thread-safe. */
public final class ScopedDecoder implements RecordDecoder {
    private static final String FIELD = "agency";

    private final RecordDecoder inner;
    private final int field;
    private final Set<String> agencies;

    private ScopedDecoder(RecordDecoder inner, int field, Set<String> agencies) {
        this.inner = inner;
        this.field = field;
        this.agencies = agencies;
    }

    /**
     * The decoder itself if the sender speaks for all agencies, or the dataset knows none.
     *
     * @param agencies for which the sender speaks; null for all
     */
    public static RecordDecoder around(RecordDecoder inner, Dataset dataset, @Nullable Set<String> agencies) {
        boolean has =
                dataset.schema().fields().stream().anyMatch(each -> each.name().equals(FIELD));
        return agencies == null || !has
                ? inner
                : new ScopedDecoder(inner, dataset.schema().indexOf(FIELD), agencies);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        return judged(inner.decode(bytes, from, to));
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to, long number) {
        return judged(inner.decode(bytes, from, to, number));
    }

    @Override
    public byte @Nullable [] preamble() {
        return inner.preamble();
    }

    private Decoded judged(Decoded decoded) {
        String fault = switch (decoded) {
            case Decoded.Case told -> fault(told.told().values());
            case Decoded.Accepted accepted ->
                accepted.observations().stream()
                        .map(this::fault)
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse("");
            case Decoded.Ignored ignored -> "";
            case Decoded.Rejected rejected -> "";
        };
        return fault.isEmpty() ? decoded : new Decoded.Rejected(Reason.AGENCY_FOREIGN, fault);
    }

    /** Why the sender may not say this; empty if it may. */
    private String fault(@Nullable Object[] values) {
        Object agency = values[field];
        if (agency == null) {
            return "it names no agency, and the sender speaks for some only";
        }
        return agencies.contains(agency.toString())
                ? ""
                : "the sender does not speak for agency '%s'".formatted(agency);
    }
}
