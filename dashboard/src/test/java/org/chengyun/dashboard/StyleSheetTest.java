package org.chengyun.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A browser says nothing of a brace that is missing: it leaves out every rule behind it. */
class StyleSheetTest {
    /** A rule within a condition on the medium or the container. */
    private static final int DEEPEST = 2;

    @Test
    void shouldCloseEveryRule() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/main/resources/META-INF/resources/chengyun.css"));
        int depth = 0;
        for (int i = 0; i < lines.size(); i++) {
            depth += lines.get(i).replaceAll("[^{]", "").length();
            depth -= lines.get(i).replaceAll("[^}]", "").length();
            assertThat(depth).as("depth in line %d: %s", i + 1, lines.get(i)).isBetween(0, DEEPEST);
            if (lines.get(i).startsWith("/*")) {
                assertThat(depth)
                        .as("rules open at line %d: %s", i + 1, lines.get(i))
                        .isZero();
            }
        }
        assertThat(depth).as("rules open at the end").isZero();
    }
}
