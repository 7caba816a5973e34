package org.chengyun.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    @TempDir
    Path folder;

    @Test
    void shouldFindAndStopAChildByItsPidFile() throws Exception {
        Path pids = Files.createDirectory(folder.resolve("pids"));
        Child child = Child.start(command(List.of("sleep", "60")), pids.resolve("kafka"));
        Map<String, ProcessIdentity> found = Orphans.find(pids, "no such mark");
        assertThat(found).containsExactly(Map.entry("kafka", child.identity()));
        Orphans.stop("kafka", child.identity());
        assertThat(child.identity().isAlive()).isFalse();
        // Java hears of it from a thread of its own, a moment later.
        assertThat(child.awaitExit()).isEqualTo(128 + 15);
    }

    @Test
    void shouldFindAChildWhosePidFileWasNeverWritten() throws Exception {
        String mark = "chengyun.home=" + folder + "/";
        Process nameless = new ProcessBuilder("sh", "-c", "sleep 60; : " + mark).start();
        try {
            assertThat(Orphans.find(folder.resolve("none"), mark).values())
                    .extracting(ProcessIdentity::pid)
                    .contains(nameless.pid());
        } finally {
            nameless.descendants().forEach(ProcessHandle::destroyForcibly);
            nameless.destroyForcibly();
        }
    }

    @Test
    void shouldLeaveAStrangerWithAnOldNumberAlone() throws Exception {
        Path pids = Files.createDirectory(folder.resolve("pids"));
        Files.writeString(pids.resolve("database"), ProcessHandle.current().pid() + " born another day\n");
        assertThat(Orphans.find(pids, "no such mark")).isEmpty();
    }

    @Test
    void shouldKillAChildThatIgnoresTheRequest() throws Exception {
        Path ready = folder.resolve("ready");
        Child stubborn = Child.start(
                command(List.of("sh", "-c", "trap '' TERM; : > " + ready + "; while :; do sleep 0.1; done")),
                folder.resolve("stubborn"));
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }
        stubborn.stop();
        assertThat(stubborn.isAlive()).isFalse();
        assertThat(folder.resolve("stubborn")).doesNotExist();
    }

    private ChildCommand command(List<String> words) {
        return new ChildCommand("test", words, Map.of(), folder, folder.resolve("log"), false, Duration.ofSeconds(1));
    }
}
