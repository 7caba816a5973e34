package org.chengyun.ingest.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.outbox.Outgoing;
import org.jspecify.annotations.Nullable;

/** Notes for the receipt what becomes of each record on its way. Not thread-safe. */
final class Outcomes implements StreamDecoder.Sink {
    private static final int SHOWN = 1000;

    private final Outgoing outgoing;
    private final int eventTime;
    private final OptionalLong watermarkMs;
    private final LineNumbers numbers;
    private final int preamble;
    private final @Nullable Set<String> agencies;
    private final List<Receipt.Line> rejected = new ArrayList<>();
    private final List<Receipt.Late> late = new ArrayList<>();
    /** Where the records of cases are. */
    private final List<Long> cases = new ArrayList<>();

    private long lateTotal;
    private long line;
    private boolean lineIsLate;

    /**
     * @param preamble how many bytes of the body lie before what is decoded
     * @param watermarkMs milliseconds since 1970; empty if not known
     * @param agencies for which the sender speaks; null for all
     */
    Outcomes(
            Outgoing outgoing,
            Dataset dataset,
            byte[] body,
            int preamble,
            OptionalLong watermarkMs,
            @Nullable Set<String> agencies) {
        this.agencies = agencies;
        this.outgoing = outgoing;
        this.eventTime = dataset.eventTimeIndex();
        this.watermarkMs = watermarkMs;
        this.numbers = new LineNumbers(body);
        this.preamble = preamble;
    }

    @Override
    public void begin(int at) {
        line = numbers.of(preamble + at);
        lineIsLate = false;
    }

    @Override
    public void accept(@Nullable Object[] observation) {
        outgoing.accept(observation);
        if (!lineIsLate && observation[eventTime] instanceof Long atMs && isLate(atMs)) {
            lineIsLate = true;
            lateTotal++;
            note(late, lateAt(line, atMs));
        }
    }

    private boolean isLate(long atMs) {
        return watermarkMs.isPresent() && atMs < watermarkMs.getAsLong();
    }

    private static Receipt.Late lateAt(long line, long atMs) {
        return new Receipt.Late(line, Instant.ofEpochMilli(atMs).toString());
    }

    @Override
    public void accept(CaseRecord told) {
        if (outgoing.remembersCases()) {
            cases.add(line);
            outgoing.accept(told);
        } else {
            told.observations().forEach(this::accept);
        }
    }

    @Override
    public void reject(Reason reason, String detail, byte[] rejectedRecord, int at) {
        reject(reason, detail, rejectedRecord, at, ReadAs.UNKNOWN);
    }

    @Override
    public void reject(Reason reason, String detail, byte[] rejectedRecord, int at, ReadAs how) {
        outgoing.reject(reason, detail, rejectedRecord, at, how.speakingFor(agencies));
        if (rejected.size() < SHOWN) {
            rejected.add(new Receipt.Line(numbers.of(preamble + at), reason.code(), detail));
        }
    }

    private static <T> void note(List<T> notes, T one) {
        if (notes.size() < SHOWN) {
            notes.add(one);
        }
    }

    /** Once it is known what was new of the cases. */
    Receipt receipt(StreamDecoder.Progress progress) {
        List<Long> repeated = new ArrayList<>();
        List<Receipt.Late> allLate = new ArrayList<>(late);
        long lateOfAll = lateTotal;
        for (int i = 0; i < cases.size(); i++) {
            long earliestMs = outgoing.earliestNewsMs(i);
            if (earliestMs == Outgoing.NOTHING_NEW) {
                note(repeated, cases.get(i));
            } else if (isLate(earliestMs)) {
                lateOfAll++;
                note(allLate, lateAt(cases.get(i), earliestMs));
            }
        }
        return new Receipt(
                progress.decoded() - outgoing.repeated(),
                progress.ignored(),
                rejected,
                progress.rejected(),
                false,
                repeated,
                outgoing.repeated(),
                allLate,
                lateOfAll,
                watermarkMs.isPresent()
                        ? Instant.ofEpochMilli(watermarkMs.getAsLong()).toString()
                        : null);
    }
}
