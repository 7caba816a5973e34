package org.chengyun.api.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeReaderTest {
    @Test
    void shouldReadWhatPostgresqlWrites() {
        var payload = "{\"cut\" : 7, \"dataset\" : \"traffic\", \"kind\" : \"close\","
                + " \"watermark\" : \"2026-11-21T11:00:00.25+08:00\"}";

        assertThat(NoticeReader.read(payload))
                .contains(new CutNotice(7, "traffic", "close", Instant.parse("2026-11-21T03:00:00.25Z")));
    }

    @Test
    void shouldReadANoticeWithoutWatermark() {
        assertThat(NoticeReader.read("{\"cut\":7,\"dataset\":\"traffic\",\"kind\":\"batch\",\"watermark\":null}"))
                .contains(new CutNotice(7, "traffic", "batch", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "{\"cut\":\"7\",\"dataset\":\"t\"}",
                "{\"cut\":7}",
                "{\"cut\":7,\"dataset\":\"t\",\"watermark\":\"soon\"}"
            })
    void shouldNotTakeAnythingElseForOne(String payload) {
        assertThat(NoticeReader.read(payload)).isEmpty();
    }
}
