package org.chengyun.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ReportProfile.class)
class ReportServiceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    /** 06:10 on the 21st in Shanghai. */
    private static final Instant MORNING = Instant.parse("2026-11-20T22:10:00Z");

    @Inject
    ReportService reports;

    @Inject
    ReportRunRepository runs;

    @Inject
    SampleSource source;

    @Inject
    @All
    List<BriefRenderer> renderers;

    @Inject
    ObjectMapper json;

    @Inject
    ReportConfig config;

    @Inject
    EntityManager database;

    @BeforeEach
    void empty() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("delete from report_run").executeUpdate());
        source.calm();
    }

    @Test
    void shouldKeepTheBytesAndTheirSums() throws Exception {
        // When
        var report = reports.make(DAY, Locale.SIMPLIFIED_CHINESE, "analyst");
        // Then
        assertThat(report.state()).isEqualTo(Report.State.MADE);
        assertThat(report.cut()).isEqualTo(8231);
        assertThat(report.scheduled()).isFalse();
        assertThat(report.sha256()).containsOnlyKeys("pdf", "xlsx", "csv");
        var brief = SampleBriefs.ordinary(Locale.SIMPLIFIED_CHINESE);
        for (var renderer : renderers) {
            var file = reports.fetch(report.id(), renderer.format()).orElseThrow();
            assertThat(file.bytes()).isEqualTo(renderer.render(brief));
            assertThat(file.name())
                    .isEqualTo("chengyun-daily-brief-2026-11-20-zh-CN."
                            + renderer.format().extension());
        }
        var manifest = json.readTree(reports.manifest(report.id()).orElseThrow());
        assertThat(manifest.get("template").asText()).isEqualTo(BriefRenderer.TEMPLATE);
        assertThat(manifest.at("/files/pdf/sha256").asText())
                .isEqualTo(report.sha256().get("pdf"));
        assertThat(reports.list(DAY, Locale.SIMPLIFIED_CHINESE, 10)).containsExactly(report);
        assertThat(reports.list(DAY, Locale.ENGLISH, 10)).isEmpty();
    }

    @Test
    void shouldFailLoudlyAndKeepNothing() {
        // Given
        source.trouble = new IllegalStateException("the database ended the snapshot");
        // When
        assertThatThrownBy(() -> reports.make(DAY, Locale.ENGLISH, "analyst"))
                .isInstanceOf(ReportFailed.class)
                .hasMessageContaining("the database ended the snapshot");
        // Then
        var failed = reports.list(null, null, 10).getFirst();
        assertThat(failed.state()).isEqualTo(Report.State.FAILED);
        assertThat(failed.reason()).isEqualTo("the database ended the snapshot");
        assertThat(failed.sha256()).isEmpty();
        assertThat(reports.fetch(failed.id(), BriefFormat.PDF)).isEmpty();
        assertThat(reports.manifest(failed.id())).isEmpty();
    }

    @Test
    void shouldKeepNothingIfOneFormatFails() {
        // Given
        BriefRenderer broken = new BriefRenderer() {
            @Override
            public BriefFormat format() {
                return BriefFormat.XLSX;
            }

            @Override
            public byte[] render(Brief brief) {
                throw new IllegalStateException("more rows than a sheet can hold");
            }
        };
        var some = renderers.stream()
                .filter(one -> one.format() != BriefFormat.XLSX)
                .toList();
        var service = at(MORNING, List.of(some.get(0), some.get(1), broken));
        // When
        assertThatThrownBy(() -> service.make(DAY, Locale.ENGLISH, "analyst")).isInstanceOf(ReportFailed.class);
        // Then
        assertThat(storedBytes()).isZero();
        assertThat(reports.list(null, null, 10).getFirst().reason()).isEqualTo("more rows than a sheet can hold");
    }

    @Test
    void shouldMakeYesterdaysBriefsOnceHoweverOftenAndWherever() throws Exception {
        // Given
        source.delayMs = 200;
        // When
        Callable<Void> look = () -> {
            at(MORNING, renderers).makeDue();
            return null;
        };
        try (var instances = Executors.newFixedThreadPool(4)) {
            for (var done : instances.invokeAll(List.of(look, look, look, look))) {
                done.get();
            }
        }
        at(MORNING.plusSeconds(600), renderers).makeDue();
        // Then
        assertThat(source.reads).hasValue(2);
        assertThat(reports.list(DAY, null, 10))
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.scheduled()).isTrue())
                .allSatisfy(report -> assertThat(report.state()).isEqualTo(Report.State.MADE))
                .extracting(Report::locale)
                .containsExactlyInAnyOrder("zh-CN", "en");
    }

    @Test
    void shouldTryAFailedBriefAgainUntilAPersonMustLook() {
        // Given
        source.trouble = new IllegalStateException("down");
        for (int i = 0; i < config.attempts() + 3; i++) {
            at(MORNING.plusSeconds(600L * i), renderers).makeDue();
        }
        assertThat(source.reads).hasValue(2 * config.attempts());
        assertThat(reports.list(DAY, null, 10)).hasSize(2);
        // When the next day's schedule finds the trouble gone
        source.trouble = null;
        at(MORNING.plusSeconds(86_400), renderers).makeDue();
        // Then
        assertThat(reports.list(DAY.plusDays(1), null, 10))
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.state()).isEqualTo(Report.State.MADE));
        assertThat(reports.list(DAY, null, 10))
                .allSatisfy(report -> assertThat(report.state()).isEqualTo(Report.State.FAILED));
    }

    @Test
    void shouldMakeUpForAProcessThatDied() {
        // Given
        var dead = QuarkusTransaction.requiringNew()
                .call(() -> runs.claim("daily-brief", DAY, "en", "daily", 6, MORNING))
                .orElseThrow();
        at(MORNING.plusSeconds(60), renderers).makeDue();
        assertThat(reports.find(dead.id()).orElseThrow().state()).isEqualTo(Report.State.MAKING);
        // When
        at(MORNING.plusSeconds(601), renderers).makeDue();
        // Then
        assertThat(reports.find(dead.id()).orElseThrow().state()).isEqualTo(Report.State.MADE);
        // and the dead one, if it was only slow, cannot store over it
        var late = MadeFiles.render(SampleBriefs.empty(Locale.ENGLISH), renderers);
        assertThat(QuarkusTransaction.requiringNew().call(() -> runs.finish(dead, late, 1, "{}", MORNING)))
                .isFalse();
    }

    @Test
    void shouldNoticeDamagedBytes() {
        // Given
        var report = reports.make(DAY, Locale.ENGLISH, "analyst");
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update report_run set csv = set_byte(csv, 100, 0) where id = :id")
                        .setParameter("id", report.id())
                        .executeUpdate());
        // Then
        assertThatThrownBy(() -> reports.fetch(report.id(), BriefFormat.CSV)).hasMessageContaining("damaged");
        assertThat(new String(
                        reports.fetch(report.id(), BriefFormat.PDF)
                                .orElseThrow()
                                .bytes(),
                        0,
                        5,
                        StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
    }

    private ReportService at(Instant now, List<BriefRenderer> some) {
        return new ReportService(runs, source, some, json, config, Clock.fixed(now, ZoneOffset.UTC));
    }

    private long storedBytes() {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) database.createNativeQuery(
                                        "select count(*) from report_run where num_nonnulls(pdf, xlsx, csv) > 0",
                                        Long.class)
                                .getSingleResult())
                        .longValue());
    }
}
