package org.chengyun.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.TransactionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    private static final OpenTransaction OPEN = new OpenTransaction(new TopicPartition("t", 0), 7, 3, 0, 100);

    private static Ending ending(String id, TransactionState state, int epoch) {
        return Ending.of(
                OPEN,
                new Coordinated(
                        id, new TransactionDescription(1, state, 7, epoch, 30_000, OptionalLong.empty(), Set.of())));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE_COMMIT, 4, COMMIT", "COMPLETE_COMMIT, 3, COMMIT", "COMPLETE_ABORT, 4, ABORT"})
    void shouldTakeTheCoordinatorsDecision(TransactionState state, int epoch, TransactionResult result) {
        assertThat(ending("chengyun-ingest-x", state, epoch)).isEqualTo(new Ending.Decided(result, (short) epoch));
    }

    @ParameterizedTest
    @CsvSource({"ONGOING, 3", "ONGOING, 4", "PREPARE_COMMIT, 4", "PREPARE_ABORT, 4", "PREPARE_EPOCH_FENCE, 4"})
    void shouldLeaveAloneWhatRuns(TransactionState state, int epoch) {
        assertThat(ending("chengyun-ingest-x", state, epoch)).isEqualTo(new Ending.Running());
    }

    @ParameterizedTest
    @CsvSource({"EMPTY, 4", "EMPTY, 3", "COMPLETE_COMMIT, 5", "COMPLETE_COMMIT, 2", "COMPLETE_ABORT, 5", "UNKNOWN, 4"})
    void shouldNotTakeTheDecisionOfAnotherTransaction(TransactionState state, int epoch) {
        assertThat(ending("chengyun-ingest-x", state, epoch)).isInstanceOf(Ending.Unknown.class);
    }

    @Test
    void shouldNotEndWhatOthersOrNobodyKnows() {
        assertThat(ending("somebody-else", TransactionState.COMPLETE_COMMIT, 4)).isInstanceOf(Ending.Unknown.class);
        assertThat(Ending.of(OPEN, null)).isEqualTo(new Ending.Unclaimed());
    }
}
