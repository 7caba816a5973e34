package org.chengyun.dashboard.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.chengyun.api.quarantine.ReasonWords;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.runner.log.Unreadable;
import org.chengyun.ingest.decode.Reason;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void shouldHaveWordsForWhateverRejects() {
        List<String> codes = Stream.of(
                        Arrays.stream(Reason.values()).map(Reason::code),
                        Arrays.stream(Rejection.values()).map(Rejection::code),
                        Arrays.stream(Unreadable.Reason.values()).map(Unreadable.Reason::code),
                        Stream.of("bytes-incomplete", "format-gone", "header-unknown", "engine-elsewhere"))
                .flatMap(some -> some)
                .toList();

        assertThat(codes).allMatch(ReasonWords::knows);
        assertThat(ReasonWords.meaning("what-no-one-knows").en()).contains("does not know");
    }
}
