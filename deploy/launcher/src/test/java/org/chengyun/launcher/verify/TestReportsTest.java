package org.chengyun.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path root;

    @Test
    void shouldSumWhatThisRunWrote() throws Exception {
        report(
                "engine/core/target/surefire-reports/TEST-a.xml",
                "tests=\"10\" errors=\"1\" skipped=\"2\" failures=\"1\"",
                START.plusSeconds(1));
        report(
                "api/target/failsafe-reports/TEST-b.xml",
                "tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\"",
                START.plusSeconds(1));
        report(
                "api/target/surefire-reports/TEST-old.xml",
                "tests=\"99\" errors=\"9\" skipped=\"9\" failures=\"9\"",
                START.minusSeconds(1));
        report(
                "api/target/other/TEST-c.xml",
                "tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\"",
                START.plusSeconds(1));
        assertThat(TestReports.sum(root, START)).hasToString("11 passed, 2 failed, 2 skipped");
    }

    @Test
    void shouldNotSpeakOfSkippedTestsWhenThereAreNone() {
        assertThat(new TestReports.Sums(123, 0, 0)).hasToString("123 passed, 0 failed");
    }

    private void report(String path, String attributes, Instant written) throws Exception {
        Path file = root.resolve(path);
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, "<testsuite name=\"x\" " + attributes + "><testcase name=\"y\"/></testsuite>");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
