package org.chengyun.ingest.load;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.problem.IngestProblem;
import org.jspecify.annotations.Nullable;

/**
 * A load on its way: a piece is decoded while Kafka still ends the transaction of the one before. Each step is built on
 * the position that the one before left, so what follows a failed one is refused, and after any exception the load goes
 * on where it stands, in a new run. For one thread.
 */
public final class LoadRun {
    private final Loads loads;
    private final Account account;
    /** As far as pieces are decoded. */
    private LoadState decoded;
    /** The position behind all that is committed. */
    private String stands;

    private @Nullable FutureTask<String> committing;

    LoadRun(Loads loads, String stands, Account account) {
        this.loads = loads;
        this.stands = stands;
        this.account = account;
        this.decoded = LoadState.parse(stands);
    }

    /** Bytes taken; the next piece begins there. */
    public long position() {
        return decoded.position();
    }

    /** True if all pieces are taken; {@link #settle} tells whether they are committed. */
    public boolean isTaken() {
        return decoded.complete();
    }

    /**
     * Takes the next piece: whole records only, all of it if it is the last. Returns when the one before is committed.
     *
     * @return bytes of it that were taken
     * @throws IngestProblem 400 if the piece does not fit, 409 if somebody else loads the same content
     * @throws KafkaAway if the piece before could not be committed
     */
    public long append(boolean last, byte[] piece) {
        Portion portion = loads.decode(decoded, last, piece, account);
        if (!portion.isEmpty()) {
            await();
            String before = stands;
            var next = new FutureTask<>(() -> loads.commit(before, portion));
            Thread.ofVirtual().name("load " + portion.id()).start(next);
            committing = next;
            decoded = portion.expected();
        }
        return portion.progress().consumed();
    }

    /**
     * Waits until all that was taken is committed.
     *
     * @throws IngestProblem 409 if somebody else loads the same content
     * @throws KafkaAway if it could not be committed
     */
    public LoadStatus settle() {
        await();
        return loads.status(LoadState.parse(stands));
    }

    private void await() {
        FutureTask<String> task = committing;
        if (task == null) {
            return;
        }
        try {
            stands = task.get();
            committing = null;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("stopped while waiting for Kafka", e);
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }
}
