package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.testing.Broker;

/** A {@link KilledReceiver} in a process of its own. */
final class KilledProcess {
    private final Process process;

    private KilledProcess(Process process) {
        this.process = process;
    }

    /** Starts one and returns at once. */
    static KilledProcess start(Path feeds, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dchengyun.root=" + System.getProperty("chengyun.root"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledReceiver.class.getName(),
                Broker.bootstrap(),
                feeds.toString()));
        command.addAll(List.of(more));
        return new KilledProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until it takes data. */
    KilledProcess ready() throws IOException {
        BufferedReader out = process.inputReader();
        var besides = new StringBuilder();
        for (String line = out.readLine(); !KilledReceiver.STARTED.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError("the receiver did not start: " + besides);
            }
            besides.append(line).append('\n');
        }
        Thread.ofVirtual().start(() -> out.lines().forEach(line -> {}));
        return this;
    }

    /** Kills it as kill -9 does. It must have lived until now. */
    void kill() throws InterruptedException {
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
    }
}
