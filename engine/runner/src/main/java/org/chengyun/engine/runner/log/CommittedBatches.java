package org.chengyun.engine.runner.log;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;

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

    /**
     * Where the next fetch begins if all whole batches of this one are read.
     *
     * @param from offset from which records are wanted
     */
    long next(ByteBuffer fetched, long from) {
        byte[] bytes = fetched.array();
        int end = fetched.arrayOffset() + fetched.limit();
        long next = from;
        for (int i = end - fetched.remaining(); header.open(bytes, i, end); i += header.size()) {
            next = header.lastOffset() + 1;
        }
        return Math.max(next, from);
    }

    /**
     * Gives the records from offset {@code from} on, until the sink is full.
     *
     * @return the offset behind the last record that was given, or behind the last whole batch
     */
    long read(ByteBuffer fetched, long from, List<AbortedTransaction> transactions, RecordSink sink) {
        byte[] bytes = fetched.array();
        int end = fetched.arrayOffset() + fetched.limit();
        aborted.clear();
        aborting.clear();
        transactions.stream()
                .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                .forEach(aborted::add);
        long next = from;
        for (int i = end - fetched.remaining(); header.open(bytes, i, end); i += header.size()) {
            boolean wanted = isWanted();
            if (header.lastOffset() < from) {
                // Given before, when the sink became full behind it.
                continue;
            }
            header.requireSound();
            next = wanted ? batch(bytes, i, from, sink) : header.lastOffset() + 1;
            if (sink.isFull()) {
                break;
            }
        }
        return Math.max(next, from);
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

    private long batch(byte[] bytes, int at, long from, RecordSink sink) {
        int body = at + BatchHeader.SIZE;
        int behind = at + header.size();
        if (header.compression() == 0) {
            cursor.open(bytes, body, behind, header.baseOffset(), header.baseTimestampMs());
        } else {
            plain.decompress(header.compression(), bytes, body, behind);
            cursor.open(plain.bytes(), 0, plain.length(), header.baseOffset(), header.baseTimestampMs());
        }
        for (int left = header.count(); left > 0; left--) {
            cursor.next();
            // A fetch begins with the whole batch that holds the offset asked for.
            if (cursor.offset() >= from) {
                sink.take(cursor);
                if (left > 1 && sink.isFull()) {
                    return cursor.offset() + 1;
                }
            }
        }
        return header.lastOffset() + 1;
    }
}
