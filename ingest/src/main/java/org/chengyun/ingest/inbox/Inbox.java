package org.chengyun.ingest.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What arrived and is not on its way to Kafka yet, in its order. Bounded: whoever brings more waits. Thread-safe. */
public final class Inbox {
    /** How much may wait; twice as much with the batch that is being committed. */
    public static final long ROOM_BYTES = 8 << 20;

    private final long roomBytes;
    private final ArrayDeque<Piece> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();
    private long size;
    private boolean closed;

    public Inbox(long roomBytes) {
        this.roomBytes = roomBytes;
    }

    /**
     * Adds a piece; waits for room.
     *
     * @return false if this inbox was closed: the piece was not taken
     */
    public boolean put(Piece piece) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size >= roomBytes && !closed) {
                room.await();
            }
            return add(piece);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a piece if there is room; false if there is none. */
    public boolean offer(Piece piece) {
        lock.lock();
        try {
            return size < roomBytes && add(piece);
        } finally {
            lock.unlock();
        }
    }

    private boolean add(Piece piece) {
        if (closed) {
            return false;
        }
        waiting.add(piece);
        size += piece.size();
        arrived.signal();
        return true;
    }

    /** Takes nothing more; what is here can still be taken out. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, waited for; empty once this is closed and nothing is left. For one thread. */
    List<Piece> take(Limits limits) throws InterruptedException {
        List<Piece> batch = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            fill(batch, limits);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void fill(List<Piece> batch, Limits limits) throws InterruptedException {
        long left = limits.linger().toNanos();
        long bytes = 0;
        while (batch.size() < limits.pieces() && bytes < limits.bytes()) {
            while (waiting.isEmpty() && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            Piece piece = waiting.poll();
            if (piece == null) {
                return;
            }
            batch.add(piece);
            bytes += piece.size();
            size -= piece.size();
            room.signal();
        }
    }

    /** How much waits, in bytes. */
    public long waitingBytes() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }
}
