package org.chengyun.engine.runner.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches are written by Kafka's own classes and read by ours. */
class CommittedBatchesTest {
    private static final long TIMESTAMP_MS = 1_795_219_200_000L;

    private final CommittedBatches batches = new CommittedBatches(() -> {});
    private final Seen seen = new Seen();

    /** What was read of a record. */
    private record Got(
            long offset, long timestampMs, @Nullable String value, String feed) {}

    private static final class Seen implements RecordSink {
        private final List<Got> records = new ArrayList<>();

        @Override
        public void begin(int partition) {}

        @Override
        public void take(RecordCursor record) {
            String value = record.valueLength() < 0 ? null : new String(record.value(), StandardCharsets.UTF_8);
            records.add(new Got(record.offset(), record.timestampMs(), value, record.header("feed", "none")));
        }

        @Override
        public void leave(Unreadable batch) {}

        @Override
        public void end(int partition, long position) {}
    }

    private static final class Log {
        private final List<ByteBuffer> pieces = new ArrayList<>();
        private long next = 5;

        List<Got> append(Compression codec, int count, Random random, long producerId) {
            var transactional = producerId >= 0;
            var builder = new MemoryRecordsBuilder(
                    ByteBuffer.allocate(1 << 16),
                    RecordBatch.MAGIC_VALUE_V2,
                    codec,
                    TimestampType.CREATE_TIME,
                    next,
                    RecordBatch.NO_TIMESTAMP,
                    transactional ? producerId : RecordBatch.NO_PRODUCER_ID,
                    transactional ? (short) 0 : RecordBatch.NO_PRODUCER_EPOCH,
                    transactional ? 0 : RecordBatch.NO_SEQUENCE,
                    transactional,
                    false,
                    0,
                    1 << 16);
            List<Got> written = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                written.add(append(builder, random));
            }
            builder.close();
            pieces.add(builder.build().buffer());
            return written;
        }

        private Got append(MemoryRecordsBuilder builder, Random random) {
            long offset = next++;
            long at = TIMESTAMP_MS + random.nextInt(100_000) - 50_000;
            String value = random.nextInt(8) == 0 ? null : "v".repeat(random.nextInt(300)) + offset + "城";
            byte[] key = random.nextBoolean() ? null : ("key" + offset).getBytes(StandardCharsets.UTF_8);
            boolean named = random.nextInt(3) == 0;
            Header[] headers = named
                    ? new Header[] {
                        new RecordHeader("trace", null),
                        new RecordHeader("feed", ("f" + offset).getBytes(StandardCharsets.UTF_8))
                    }
                    : new Header[0];
            byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            builder.appendWithOffset(offset, new SimpleRecord(at, key, bytes, headers));
            return new Got(offset, at, value, named ? "f" + offset : "none");
        }

        void end(long producerId, ControlRecordType how) {
            pieces.add(MemoryRecords.withEndTransactionMarker(
                            next++, TIMESTAMP_MS, 0, producerId, (short) 0, new EndTransactionMarker(how, 0))
                    .buffer());
        }

        ByteBuffer bytes() {
            int size = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
            // Fetched bytes lie somewhere in a larger answer.
            ByteBuffer all = ByteBuffer.allocate(size + 20).position(7).slice();
            pieces.forEach(piece -> all.put(piece.duplicate()));
            return all.flip();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lz4", "gzip", "snappy", "zstd"})
    void shouldReadWhatKafkaWrites(String codec) {
        var random = new Random(codec.hashCode());
        var log = new Log();
        List<Got> written = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            written.addAll(log.append(Compression.of(codec).build(), 1 + random.nextInt(60), random, -1));
        }

        long next = batches.read(log.bytes(), 5, List.of(), seen);

        assertThat(seen.records).isEqualTo(written);
        assertThat(next).isEqualTo(log.next).isEqualTo(batches.next(log.bytes(), 5));
    }

    @ParameterizedTest(name = "a sink that is full after {0} records")
    @ValueSource(ints = {1, 2, 7, 40, 61})
    void shouldGoOnWhereAFullSinkStopped(int room) {
        var random = new Random(room);
        var log = new Log();
        List<Got> written = new ArrayList<>(log.append(Compression.lz4().build(), 40, random, -1));
        log.append(Compression.NONE, 30, random, 77);
        written.addAll(log.append(Compression.lz4().build(), 20, random, 88));
        log.end(77, ControlRecordType.ABORT);
        log.end(88, ControlRecordType.COMMIT);
        written.addAll(log.append(Compression.NONE, 40, random, -1));
        var aborted = new AbortedTransaction().setProducerId(77).setFirstOffset(45);
        ByteBuffer bytes = log.bytes();
        int polls = 0;

        for (long next = 5; next < batches.next(bytes, 5); polls++) {
            var small = new SmallSink(room);
            next = batches.read(bytes, next, List.of(aborted), small);
            assertThat(small.seen.records).hasSizeLessThanOrEqualTo(room);
            seen.records.addAll(small.seen.records);
        }

        assertThat(seen.records).isEqualTo(written);
        assertThat(polls).isLessThanOrEqualTo(written.size() / room + 5);
    }

    /** Has room for some records. */
    private static final class SmallSink implements RecordSink {
        private final Seen seen = new Seen();
        private final int room;

        private SmallSink(int room) {
            this.room = room;
        }

        @Override
        public void begin(int partition) {}

        @Override
        public void take(RecordCursor record) {
            seen.take(record);
        }

        @Override
        public boolean isFull() {
            return seen.records.size() >= room;
        }

        @Override
        public void leave(Unreadable batch) {
            throw new AssertionError("nothing here is damaged: " + batch);
        }

        @Override
        public void end(int partition, long position) {}
    }

    @Test
    void shouldReadBlocksThatCannotBeCompressed() {
        var random = new Random(1);
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        MemoryRecords records =
                MemoryRecords.withRecords(0, Compression.lz4().build(), new SimpleRecord(TIMESTAMP_MS, null, noise));
        List<byte[]> values = new ArrayList<>();

        batches.read(records.buffer(), 0, List.of(), new RecordSink() {
            @Override
            public void begin(int partition) {}

            @Override
            public void take(RecordCursor record) {
                values.add(record.value());
            }

            @Override
            public void leave(Unreadable batch) {}

            @Override
            public void end(int partition, long position) {}
        });

        assertThat(values).containsExactly(noise);
    }

    @Test
    void shouldBeginInTheMiddleOfABatchAndEndBeforeOneThatWasCutOff() {
        var random = new Random(2);
        var log = new Log();
        List<Got> first = log.append(Compression.lz4().build(), 10, random, -1);
        log.append(Compression.lz4().build(), 10, random, -1);
        ByteBuffer bytes = log.bytes();

        long next = batches.read(bytes.limit(bytes.limit() - 1), 8, List.of(), seen);

        assertThat(seen.records).isEqualTo(first.subList(3, 10));
        assertThat(next).isEqualTo(15);
    }

    @Test
    void shouldLeaveOutAbortedTransactionsAndMarkers() {
        var random = new Random(3);
        var log = new Log();
        List<Got> kept = new ArrayList<>();
        var lz4 = Compression.lz4().build();
        kept.addAll(log.append(lz4, 3, random, 1));
        long abortedFrom = log.next;
        log.append(lz4, 3, random, 2);
        kept.addAll(log.append(lz4, 3, random, 1));
        kept.addAll(log.append(lz4, 2, random, -1));
        log.append(lz4, 3, random, 2);
        log.end(1, ControlRecordType.COMMIT);
        log.end(2, ControlRecordType.ABORT);
        kept.addAll(log.append(lz4, 3, random, 2));
        log.end(2, ControlRecordType.COMMIT);

        var aborted = new AbortedTransaction().setProducerId(2).setFirstOffset(abortedFrom);
        long next = batches.read(log.bytes(), 5, List.of(aborted), seen);

        assertThat(seen.records).isEqualTo(kept);
        assertThat(next).isEqualTo(log.next);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"none", "lz4", "gzip"})
    void shouldNeverTakeDamageForARecord(String codec) {
        var random = new Random(4);
        var log = new Log();
        List<Got> written = log.append(Compression.of(codec).build(), 40, random, -1);
        byte[] sound = new byte[log.bytes().remaining()];
        log.bytes().get(sound);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            seen.records.clear();
            batches.next(ByteBuffer.wrap(damaged), 5);
            batches.read(ByteBuffer.wrap(damaged), 5, List.of(), seen);
            if (batches.unreadable() != null) {
                refused++;
            }
            // Length, base offset and epoch are outside of the checksum: a batch may seem to end later, or to lie
            // elsewhere.
            assertThat(seen.records.stream().map(Got::value).toList())
                    .isSubsetOf(written.stream().map(Got::value).toList());
        }
        assertThat(refused).isGreaterThan(2_000);
    }

    @Test
    void shouldGiveWhatLiesBeforeADamagedBatchAndSayWhatIsLost() {
        var random = new Random(5);
        var log = new Log();
        List<Got> sound = log.append(Compression.NONE, 3, random, -1);
        log.append(Compression.NONE, 4, random, -1);
        log.append(Compression.NONE, 2, random, -1);
        ByteBuffer bytes = log.bytes();
        int at = log.pieces.get(0).remaining();
        int damaged = at + log.pieces.get(1).remaining() - 1;
        bytes.put(damaged, (byte) (bytes.get(damaged) + 1));

        long next = batches.read(bytes, 5, List.of(), seen);

        assertThat(seen.records).isEqualTo(sound);
        assertThat(next).isEqualTo(8);
        Unreadable lost = Objects.requireNonNull(batches.unreadable());
        assertThat(lost.reason().code()).isEqualTo("batch-checksum-wrong");
        assertThat(lost.detail()).contains("offset 8");
        assertThat(lost.from()).isEqualTo(8);
        assertThat(lost.to()).isEqualTo(12);
        assertThat(lost.bytes()).isEqualTo(slice(bytes, at, log.pieces.get(1).remaining()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"none", "lz4", "gzip", "snappy", "zstd"})
    void shouldGiveRecordsOnlyInOrderWhateverASoundChecksumCovers(String codec) {
        var random = new Random(6);
        var log = new Log();
        List<Got> written = log.append(Compression.of(codec).build(), 40, random, -1);
        Set<String> reasons = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = slice(log.bytes(), 0, log.bytes().remaining());
            int place = BatchHeader.SIZE + random.nextInt(damaged.length - BatchHeader.SIZE);
            damaged[place] = (byte) random.nextInt(256);
            seal(damaged);
            seen.records.clear();

            long next = batches.read(ByteBuffer.wrap(damaged), 5, List.of(), seen);

            Unreadable lost = batches.unreadable();
            // Gaps are allowed: compaction makes them.
            List<Long> offsets = seen.records.stream().map(Got::offset).toList();
            assertThat(offsets).isSorted().doesNotHaveDuplicates().allMatch(offset -> offset >= 5 && offset < 45);
            if (lost == null) {
                assertThat(offsets).hasSameSizeAs(written);
                assertThat(next).isEqualTo(45);
            } else {
                reasons.add(lost.reason().code());
                assertThat(next).isEqualTo(offsets.isEmpty() ? 5 : offsets.getLast() + 1);
                assertThat(lost.from()).isEqualTo(next);
                assertThat(lost.to()).isEqualTo(45);
            }
        }
        assertThat(reasons).contains(codec.equals("none") ? "batch-malformed" : "batch-not-decompressible");
    }

    @Test
    void shouldRefuseCountsAndLengthsThatCannotBe() {
        for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 1, 2}) {
            byte[] bytes = three();
            ByteBuffer.wrap(bytes).putInt(57, count);
            seal(bytes);
            assertThat(refusal(bytes)).as("count %d", count).isEqualTo("batch-malformed");
        }
        for (int length : new int[] {Integer.MIN_VALUE, -12, -1, 0, 48}) {
            byte[] bytes = three();
            ByteBuffer.wrap(bytes).putInt(8, length);
            assertThat(refusal(bytes)).as("length %d", length).isEqualTo("batch-malformed");
        }
        for (int count : new int[] {4, Integer.MAX_VALUE}) {
            byte[] bytes = three();
            ByteBuffer.wrap(bytes).putInt(57, count);
            seal(bytes);
            seen.records.clear();
            assertThat(batches.read(ByteBuffer.wrap(bytes), 5, List.of(), seen)).isEqualTo(8);
            assertThat(batches.unreadable()).as("all three are there").isNull();
            assertThat(seen.records).hasSize(3);
        }
        byte[] tooLong = three();
        ByteBuffer.wrap(tooLong).putInt(8, Integer.MAX_VALUE);
        assertThat(refusal(tooLong)).isEqualTo("batch-cut-off");
        byte[] old = three();
        old[16] = 1;
        assertThat(refusal(old)).isEqualTo("batch-format-unsupported");
    }

    @Test
    void shouldNotReadRecordsOfAnAbortedTransactionEvenIfTheyAreDamaged() {
        var log = new Log();
        log.append(Compression.NONE, 3, new Random(7), 2);
        log.end(2, ControlRecordType.ABORT);
        byte[] bytes = slice(log.bytes(), 0, log.bytes().remaining());
        ByteBuffer.wrap(bytes).putInt(57, 99);
        seal(bytes);

        var aborted = new AbortedTransaction().setProducerId(2).setFirstOffset(5);
        assertThat(batches.read(ByteBuffer.wrap(bytes), 5, List.of(aborted), seen))
                .isEqualTo(9);

        assertThat(batches.unreadable()).isNull();
        assertThat(seen.records).isEmpty();
    }

    private static byte[] three() {
        var log = new Log();
        log.append(Compression.NONE, 3, new Random(8), -1);
        return slice(log.bytes(), 0, log.bytes().remaining());
    }

    private String refusal(byte[] bytes) {
        batches.read(ByteBuffer.wrap(bytes), 5, List.of(), seen);
        return Objects.requireNonNull(batches.unreadable()).reason().code();
    }

    private static byte[] slice(ByteBuffer bytes, int from, int length) {
        byte[] slice = new byte[length];
        bytes.get(from, slice);
        return slice;
    }

    /** Makes the checksum of the first batch right again. */
    private static void seal(byte[] batch) {
        var checksum = new CRC32C();
        int size = 12 + ByteBuffer.wrap(batch).getInt(8);
        checksum.update(batch, 21, size - 21);
        ByteBuffer.wrap(batch).putInt(17, (int) checksum.getValue());
    }
}
