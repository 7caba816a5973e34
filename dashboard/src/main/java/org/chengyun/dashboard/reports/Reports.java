package org.chengyun.dashboard.reports;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Where the reports page gets its runs from. Implementations are thread-safe. */
public interface Reports {
    /** The latest runs, newest first, at most a few hundred. */
    List<ReportRun> list();

    /**
     * Makes the brief of one city day now and returns when its files are ready, which takes seconds.
     *
     * <p>Throws an unchecked exception whose message says what to do if the brief cannot be made; then no run is left.
     *
     * @param day in the city's time zone; today is allowed and gives a provisional brief
     * @param locale language of the brief: {@code en} or {@code zh-CN}
     */
    ReportRun make(LocalDate day, Locale locale);
}
