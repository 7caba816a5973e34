package org.chengyun.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MavenOutputTest {
    private final MavenOutput output = new MavenOutput();

    @Test
    void shouldShowModulesTestsAndFailures() {
        assertThat(output.read("[INFO] Building Chengyun ingest: feeds 0.1.0-SNAPSHOT                  [2/9]"))
                .contains("[2/9] Chengyun ingest: feeds");
        assertThat(output.read(
                        "[INFO] Tests run: 6, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in org.A"))
                .isEmpty();
        assertThat(
                        output.read(
                                "\u001b[1;31m[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1.2 s <<< FAILURE! -- in org.B"))
                .contains("      FAILED org.B");
        assertThat(output.read("[INFO] Tests run: 9, Failures: 1, Errors: 0, Skipped: 0"))
                .isEmpty();
        assertThat(output.read("[INFO] Building Chengyun api 0.1.0-SNAPSHOT    [3/9]"))
                .contains("[3/9] Chengyun api");
        assertThat(output.tests()).isEqualTo(9);
    }

    @Test
    void shouldShowALonelyModuleButNoJar() {
        assertThat(output.read("[INFO] Building Chengyun api 0.1.0-SNAPSHOT")).contains("Chengyun api");
        assertThat(output.read("[INFO] Building jar: /a/target/api.jar")).isEmpty();
    }

    @Test
    void shouldKeepErrorsWithoutTheAdvice() {
        output.read("[ERROR] COMPILATION ERROR : ");
        output.read("[ERROR] ");
        output.read("[ERROR] /a/B.java:[3,4] cannot find symbol");
        output.read("[ERROR] Re-run Maven using the -X switch to enable full debug logging.");
        output.read("[ERROR] -> [Help 1]");
        output.read("[ERROR] \tat java.base/java.util.ArrayList$Itr.next(ArrayList.java:1693)");
        output.read("[ERROR] \tat org.junit.A.lambda$b$0(A.java:1)");
        assertThat(output.errors()).containsExactly(" COMPILATION ERROR :", " /a/B.java:[3,4] cannot find symbol");
    }
}
