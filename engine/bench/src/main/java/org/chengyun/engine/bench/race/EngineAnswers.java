package org.chengyun.engine.bench.race;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.chengyun.engine.bench.truth.Comparison.Verdict;
import org.chengyun.engine.bench.truth.TrafficTruth;

/** The engine's tables against the truth. */
public final class EngineAnswers {
    private EngineAnswers() {}

    /** What differs, in words; empty if nothing does. */
    public static List<String> differences(Connection connection, TrafficTruth truth, String dataset)
            throws SQLException {
        return new AnswerReader(connection)
                .engine(truth, dataset).stream()
                        .filter(verdict -> !verdict.isRight())
                        .map(EngineAnswers::words)
                        .toList();
    }

    private static String words(Verdict verdict) {
        return "%s: %,d right, %,d wrong, %,d missing, e.g. %s"
                .formatted(verdict.query(), verdict.right(), verdict.wrong(), verdict.missing(), verdict.example());
    }
}
