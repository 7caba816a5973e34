package org.chengyun.api.report;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Gives the sample brief, or fails when told to. Thread-safe. */
@Alternative
@Priority(1)
@Singleton
class SampleSource implements BriefSource {
    final AtomicInteger reads = new AtomicInteger();
    volatile @Nullable RuntimeException trouble;
    volatile long delayMs;

    @Override
    public Brief read(LocalDate day, Locale locale) {
        reads.incrementAndGet();
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this test", e);
        }
        RuntimeException now = trouble;
        if (now != null) {
            throw now;
        }
        var brief = SampleBriefs.ordinary(locale);
        return new Brief(
                brief.title(),
                brief.city(),
                day,
                day.plusDays(1),
                brief.zone(),
                locale,
                brief.cut(),
                brief.coverageFloor(),
                brief.keyFigures(),
                brief.series(),
                brief.tops(),
                brief.spreads());
    }

    void calm() {
        reads.set(0);
        trouble = null;
        delayMs = 0;
    }
}
