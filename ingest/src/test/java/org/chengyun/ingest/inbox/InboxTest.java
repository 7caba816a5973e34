package org.chengyun.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits is bounded, and batches end when they should. */
class InboxTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static Piece piece(int bytes) {
        return new Piece.Records(new byte[bytes], () -> "a test");
    }

    @Test
    void shouldLetWhoeverBringsMoreWait() throws InterruptedException {
        var inbox = new Inbox(1_000);
        assertThat(inbox.put(piece(900))).isTrue();
        assertThat(inbox.put(piece(900))).isTrue();
        assertThat(inbox.offer(piece(1))).isFalse();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                inbox.put(piece(1));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(waiting.join(Duration.ofMillis(100))).isFalse();

        assertThat(inbox.take(new Limits(2, 1, LONG))).hasSize(1);

        assertThat(waiting.join(LONG)).isTrue();
        assertThat(inbox.waitingBytes()).isEqualTo(964 + 65);
    }

    @Test
    void shouldEndABatchBySizeNumberAndTime() throws InterruptedException {
        var inbox = new Inbox(1 << 20);
        for (int i = 0; i < 10; i++) {
            inbox.put(piece(100));
        }
        assertThat(inbox.take(new Limits(3, 1 << 20, LONG))).hasSize(3);
        assertThat(inbox.take(new Limits(100, 4 * 164, LONG))).hasSize(4);
        assertThat(inbox.take(new Limits(100, 1 << 20, Duration.ofMillis(20)))).hasSize(3);
        assertThat(inbox.waitingBytes()).isZero();
    }

    @Test
    void shouldGiveOutWhatIsLeftWhenItIsClosed() throws InterruptedException {
        var inbox = new Inbox(1 << 20);
        inbox.put(piece(1));
        inbox.close();

        assertThat(inbox.put(piece(1))).isFalse();
        assertThat(inbox.take(new Limits(100, 1 << 20, LONG))).hasSize(1);
        assertThat(inbox.take(new Limits(100, 1 << 20, LONG))).isEmpty();
    }
}
