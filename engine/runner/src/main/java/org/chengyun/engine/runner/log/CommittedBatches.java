package org.chengyun.engine.runner.log;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.chengyun.engine.runner.log.Unreadable.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Gives a sink the committed records of fetched batches, in order, without copying them out. Reused; not thread-safe.
 *
 * <p>A broker that is asked for committed records sends everything below the last stable offset, and a list of aborted
 * transactions by their first offsets; from there to its marker a producer's records are to be left out.
 */
final class CommittedBatches {

    private final BatchHeader header = new BatchHeader();
    private final Plain plain = new Plain();
    private final RecordCursor cursor = new RecordCursor();
    private final Deque<AbortedTransaction> aborted = new ArrayDeque<>();
    private final Set<Long> aborting = new HashSet<>();
    /** Behind what was read. */
    private long next;

    private @Nullable Unreadable unreadable;
    private final Runnable between;

    /** @param between what else the reading thread has to do, done after each batch */
    CommittedBatches(Runnable between) {
        this.between = between;
    }

    /**
     * Where the next fetch begins if all whole batches of this one are read.
     *
     * @param from offset from which records are wanted
     */
    long next(ByteBuffer fetched, long from) {
        byte[] bytes = fetched.array();
        int end = fetched.arrayOffset() + fetched.limit();
        long next = from;
        try {
            for (int i = end - fetched.remaining(); header.open(bytes, i, end); i += header.size()) {
                next = header.lastOffset() + 1;
            }
        } catch (MalformedBatch e) {
            // Whoever reads it will tell.
            return Math.max(next, from);
        }
        return Math.max(next, from);
    }

    /**
     * Gives the records from offset {@code from} on, until the sink is full, up to the end or to the first that cannot be
     * had: see {@link #unreadable}.
     *
     * @return the offset behind what was read
     */
    long read(ByteBuffer fetched, long from, List<AbortedTransaction> transactions, RecordSink sink) {
        byte[] bytes = fetched.array();
        int end = fetched.arrayOffset() + fetched.limit();
        int begin = end - fetched.remaining();
        aborted.clear();
        aborting.clear();
        transactions.stream()
                .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                .forEach(aborted::add);
        unreadable = null;
        next = from;
        boolean isAnyWhole = false;
        int i = begin;
        try {
            for (; header.open(bytes, i, end); i += header.size()) {
                isAnyWhole = true;
                boolean wanted = isWanted();
                if (header.lastOffset() < from) {
                    // Given before, when the sink became full behind it.
                    continue;
                }
                header.requireSound();
                if (wanted && !batch(bytes, i, from, sink)) {
                    break;
                }
                next = Math.max(from, header.lastOffset() + 1);
                between.run();
                if (sink.isFull()) {
                    break;
                }
            }
            if (!isAnyWhole && i < end) {
                unreadable = cutOff(bytes, begin, end);
            }
        } catch (MalformedBatch e) {
            unreadable = unreadable(e, bytes, i, end);
        }
        return next;
    }

    /** What stopped the last {@link #read}; null if nothing did. Nothing behind it was looked at. */
    @Nullable
    Unreadable unreadable() {
        return unreadable;
    }

    private Unreadable unreadable(MalformedBatch why, byte[] bytes, int at, int end) {
        // Of a format without this field it would be any number.
        boolean isBelievable = why.reason() != Reason.FORMAT_UNSUPPORTED && header.lastOffset() >= next;
        int size = header.size() < BatchHeader.SIZE ? end - at : Math.min(end - at, header.size());
        return new Unreadable(
                next,
                isBelievable ? header.lastOffset() + 1 : next + 1,
                why.reason(),
                String.valueOf(why.getMessage()),
                Arrays.copyOfRange(bytes, at, at + Math.min(size, Unreadable.KEPT)));
    }

    private Unreadable cutOff(byte[] bytes, int begin, int end) {
        return new Unreadable(
                next,
                next + 1,
                Reason.CUT_OFF,
                "of the batch at offset %d there are %d bytes".formatted(next, end - begin),
                Arrays.copyOfRange(bytes, begin, Math.min(end, begin + Unreadable.KEPT)));
    }

    /** Markers are for readers like this one; records of aborted transactions are for nobody. */
    private boolean isWanted() {
        while (!aborted.isEmpty() && aborted.getFirst().firstOffset() <= header.lastOffset()) {
            aborting.add(aborted.removeFirst().producerId());
        }
        if (header.isControl()) {
            // Whether it commits or aborts, it ends the producer's transaction.
            aborting.remove(header.producerId());
            return false;
        }
        return !header.isTransactional() || !aborting.contains(header.producerId());
    }

    /** False if the sink became full before the end of the batch. */
    private boolean batch(byte[] bytes, int at, long from, RecordSink sink) {
        int body = at + BatchHeader.SIZE;
        int behind = at + header.size();
        if (header.compression() == 0) {
            cursor.open(bytes, body, behind, header.baseOffset(), header.baseTimestampMs());
        } else {
            plain.decompress(header.compression(), bytes, body, behind);
            cursor.open(plain.bytes(), 0, plain.length(), header.baseOffset(), header.baseTimestampMs());
        }
        long least = header.baseOffset();
        for (int left = header.count(); left > 0 && least <= header.lastOffset(); left--) {
            cursor.next();
            long offset = cursor.offset();
            if (offset < least || offset > header.lastOffset()) {
                throw new MalformedBatch("a record at offset %d where %d to %d were expected"
                        .formatted(offset, least, header.lastOffset()));
            }
            least = offset + 1;
            // A fetch begins with the whole batch that holds the offset asked for.
            if (offset >= from) {
                sink.take(cursor);
                next = least;
                if (left > 1 && sink.isFull()) {
                    return false;
                }
            }
        }
        // Without an offset left the bytes that are left hold no record.
        if (!cursor.isAtEnd() && least <= header.lastOffset()) {
            throw new MalformedBatch("the batch at offset %d holds more than its %d records"
                    .formatted(header.baseOffset(), header.count()));
        }
        return true;
    }
}
