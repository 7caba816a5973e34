package org.chengyun.ingest.load;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.progress.EngineProgress;

/** What the engine has committed, as seen by one request: each topic is asked for once. Not thread-safe. */
final class EngineView {
    private final EngineProgress engine;
    private final Map<String, Map<Integer, Long>> nextByTopic = new HashMap<>();
    private String trouble = "";

    EngineView(EngineProgress engine) {
        this.engine = engine;
    }

    LoadStatus status(LoadState state) {
        if (!state.complete()) {
            return LoadStatus.of(state, false, null);
        }
        boolean committed =
                reached("live", "chengyun." + state.dataset(), state.sent().observations())
                        && reached("quarantine", Topics.QUARANTINE, state.sent().quarantine());
        return LoadStatus.of(state, committed, trouble.isEmpty() ? null : trouble);
    }

    private boolean reached(String job, String topic, Map<Integer, Long> sent) {
        Map<Integer, Long> next = sent.isEmpty() ? Map.of() : nextByTopic.computeIfAbsent(topic, t -> ask(job, t));
        return sent.entrySet().stream().allMatch(entry -> next.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    private Map<Integer, Long> ask(String job, String topic) {
        try {
            return engine.nextOffsets(job, topic);
        } catch (SQLException e) {
            trouble = "the database does not answer: " + e.getMessage();
            return Map.of();
        }
    }
}
