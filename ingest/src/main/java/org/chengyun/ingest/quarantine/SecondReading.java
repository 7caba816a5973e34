package org.chengyun.ingest.quarantine;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.DatasetFormats;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.push.ScopedDecoder;
import org.chengyun.ingest.record.Framing;
import org.jspecify.annotations.Nullable;

/** Reads kept records of one dataset with the configuration of now. Not thread-safe. */
final class SecondReading {
    /** Of a longer observation the engine keeps the begin only. */
    private static final int WHOLE_OBSERVATION = 256 << 10;

    private static final Set<String> PARTS = Set.of(Reason.RECORD_TOO_LONG.code(), Reason.RECORD_CUT.code());
    /** Of these the engine keeps what Kafka brought, which is no observation. */
    private static final String BATCH = "batch-";

    private final Dataset dataset;
    private final DatasetFormats formats;
    private final Decoders decoders;
    private final List<FeedDefinition> feeds;
    private final @Nullable String asked;
    private final Optional<EngineReading> engine;

    /** @param asked format to read them in; null for that of their feed, or else the one they were read in */
    SecondReading(Dataset dataset, Configuration now, @Nullable String asked, Optional<EngineReading> engine) {
        this.dataset = dataset;
        this.decoders = now.decoders();
        this.formats = decoders.formats(dataset);
        this.feeds = now.feeds().all().stream()
                .filter(feed -> feed.dataset().id().equals(dataset.id()))
                .toList();
        this.asked = asked;
        this.engine = engine;
    }

    Trial of(KeptRecord record) {
        if (record.isObservation()) {
            return observation(record);
        }
        if (record.readAs().isPart() || PARTS.contains(record.reason())) {
            return new Trial.Untried("bytes-incomplete");
        }
        if (record.reason().equals(Reason.AGENCY_FOREIGN.code())
                && record.readAs().agencies() == null) {
            // for whom its sender spoke is not known any more
            return new Trial.Untried(record.reason());
        }
        FeedDefinition feed = feeds.stream()
                .filter(one -> one.id().equals(record.feed()))
                .findFirst()
                .orElse(null);
        String name = name(feed, record.readAs());
        if (name != null && formats.find(name).isEmpty()) {
            return new Trial.Untried("format-gone");
        }
        return read(record, feed, name);
    }

    private Trial observation(KeptRecord record) {
        if (record.reason().startsWith(BATCH) || record.bytes().length >= WHOLE_OBSERVATION) {
            return new Trial.Untried("bytes-incomplete");
        }
        if (engine.isEmpty()) {
            return new Trial.Untried("engine-elsewhere");
        }
        return switch (engine.get().read(dataset, record.bytes())) {
            case EngineReading.Verdict.Good good -> new Trial.Acceptable(good.key());
            case EngineReading.Verdict.Bad bad -> new Trial.Unreadable(bad.reason(), bad.detail());
        };
    }

    /** The format to ask for; null to recognise it. */
    private @Nullable String name(@Nullable FeedDefinition feed, ReadAs how) {
        String before = how.format();
        String wanted = asked != null ? asked : feed != null ? feed.format() : before;
        // the name by which it was recognised then says more than the name of the format
        boolean isSame = wanted != null
                && before != null
                && formats.find(wanted).isPresent()
                && formats.find(wanted).equals(formats.find(before));
        return isSame ? before : wanted;
    }

    private Trial read(KeptRecord record, @Nullable FeedDefinition feed, @Nullable String name) {
        byte[] before = preamble(record, feed);
        byte[] all = Arrays.copyOf(before, before.length + record.bytes().length);
        System.arraycopy(record.bytes(), 0, all, before.length, record.bytes().length);
        Choice choice = formats.choose(name, all);
        if (!(choice instanceof Choice.Chosen chosen)) {
            boolean headless = before.length == 0 && isTable(name);
            return headless
                    ? new Trial.Untried("header-unknown")
                    : new Trial.Unreadable(Reason.FORMAT_MISMATCH.code(), why(choice));
        }
        int described = chosen.preambleLength();
        if (described >= before.length) {
            byte[] preamble = Arrays.copyOf(all, described);
            return decode(record, feed, chosen, preamble, Arrays.copyOfRange(all, described, all.length));
        }
        // what a stream said in the middle is not always what a format sets apart at its begin
        boolean isItsOwn =
                chosen.format().names().contains(String.valueOf(record.readAs().format()));
        return isItsOwn
                ? decode(record, feed, chosen, before, record.bytes())
                : choiceOf(record, feed, formats.choose(name, record.bytes()));
    }

    private Trial choiceOf(KeptRecord record, @Nullable FeedDefinition feed, Choice choice) {
        if (!(choice instanceof Choice.Chosen chosen)) {
            return new Trial.Unreadable(Reason.FORMAT_MISMATCH.code(), why(choice));
        }
        byte[] bytes = record.bytes();
        int described = chosen.preambleLength();
        return decode(
                record,
                feed,
                chosen,
                Arrays.copyOf(bytes, described),
                Arrays.copyOfRange(bytes, described, bytes.length));
    }

    private boolean isTable(@Nullable String name) {
        return name != null
                && formats.find(name)
                        .filter(format -> format.framing() == Framing.CSV)
                        .isPresent();
    }

    private static byte[] preamble(KeptRecord record, @Nullable FeedDefinition feed) {
        return feed == null || feed.feed().header().isEmpty()
                ? record.readAs().preambleBytes()
                : (feed.feed().header() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String why(Choice choice) {
        return switch (choice) {
            case Choice.ColumnsMissing lacking -> "it has no column " + String.join("; no column ", lacking.missing());
            case Choice.Unknown unknown -> String.join("; ", unknown.tried());
            case Choice.NoFeed nothing -> nothing.why();
            case Choice.Chosen chosen -> chosen.name();
        };
    }

    private Trial decode(
            KeptRecord record, @Nullable FeedDefinition feed, Choice.Chosen chosen, byte[] preamble, byte[] bytes) {
        ZoneId asFed = feed != null ? feed.zone() : Intake.zone(record.readAs().zone());
        var collected = new Collected(record.bytes().length - bytes.length);
        StreamDecoder decoder = decoders.decoder(
                dataset,
                chosen.format(),
                chosen.name(),
                preamble,
                decoders.zone(chosen.format(), asFed),
                inner -> ScopedDecoder.around(inner, dataset, record.readAs().agencies()));
        var progress = decoder.startingAt(record.readAs().number()).decode(bytes, true, false, collected);
        if (progress.decoded() == 0 && !collected.rest.isEmpty()) {
            Trial.Rest first = collected.rest.getFirst();
            return new Trial.Unreadable(first.reason().code(), first.detail());
        }
        String whose = cases(record, feed, chosen);
        return new Trial.Decodable(whose, collected.observations, collected.told, collected.rest);
    }

    /** Whose cases they are is settled when a record comes: by that it is known what was told of them. */
    private static @Nullable String cases(KeptRecord record, @Nullable FeedDefinition feed, Choice.Chosen chosen) {
        if (record.readAs().cases() != null) {
            return record.readAs().cases();
        }
        return feed != null && feed.cases() != null ? feed.cases() : Intake.cases(chosen, null);
    }

    /** Holds what a record becomes until it is known whether it is good. */
    private static final class Collected implements StreamDecoder.Sink {
        private final int before;
        private final List<@Nullable Object[]> observations = new ArrayList<>();
        private final List<CaseRecord> told = new ArrayList<>();
        private final List<Trial.Rest> rest = new ArrayList<>();

        /** @param before bytes of the kept record that are no records */
        Collected(int before) {
            this.before = before;
        }

        @Override
        public void accept(@Nullable Object[] observation) {
            observations.add(observation);
        }

        @Override
        public void accept(CaseRecord record) {
            told.add(record);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at) {
            reject(reason, detail, rejected, at, ReadAs.UNKNOWN);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] rejected, int at, ReadAs how) {
            rest.add(new Trial.Rest(reason, detail, rejected, before + at, how));
        }
    }
}
