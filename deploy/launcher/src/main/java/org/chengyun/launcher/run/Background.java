package org.chengyun.launcher.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.process.ProcessIdentity;
import org.chengyun.launcher.software.Workspace;

/** A launcher that outlives the command that started it. */
final class Background {
    private static final long LOOK_AGAIN_MS = 200;
    private static final String MARK = "CHENGYUN_BACKGROUND";

    private final StackHome home;
    private final PrintStream out;

    Background(StackHome home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /**
     * Runs {@code deploy/chengyun arguments…} on its own and shows what it says until its stack is ready.
     *
     * @throws IOException if it ends before
     */
    StackState start(List<String> arguments) throws IOException, InterruptedException {
        home.create();
        Path log = home.logOf("launcher");
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.add(Workspace.find().root().resolve("deploy/chengyun").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().put("CHENGYUN_TERMINAL", "0");
        builder.environment().put(MARK, "1");
        builder.environment().put("CHENGYUN_HOME", home.folder().toString());
        Process process = builder.start();
        ProcessIdentity.of(process.pid()).ifPresent(this::remember);
        return follow(process, log);
    }

    /** True if this process was started by {@link #start}, which shows what it says and welcomes for it. */
    static boolean isThisProcess() {
        return System.getenv(MARK) != null;
    }

    /** The launcher that was last started in the background, if it still runs; it may still be building. */
    static Optional<ProcessIdentity> find(StackHome home) throws IOException {
        Path file = file(home);
        return Files.exists(file)
                ? ProcessIdentity.parse(Files.readString(file)).filter(ProcessIdentity::isAlive)
                : Optional.empty();
    }

    private StackState follow(Process process, Path log) throws IOException, InterruptedException {
        long shown = 0;
        while (true) {
            boolean alive = process.isAlive();
            shown = showFrom(log, shown);
            Optional<StackState> ready = StackState.readRunning(home).filter(StackState::ready);
            if (ready.isPresent()) {
                showFrom(log, shown);
                return ready.get();
            }
            if (!alive) {
                throw new IOException("the stack did not start, see " + log);
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    /** Prints the whole lines of the log from byte {@code from} on; gives where the rest begins. */
    private long showFrom(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(1 << 20, Math.max(0, file.length() - from))];
            file.seek(from);
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            out.print(new String(bytes, 0, end, StandardCharsets.UTF_8));
            out.flush();
            return from + end;
        }
    }

    private void remember(ProcessIdentity launcher) {
        try {
            Files.writeString(file(home), launcher + "\n");
        } catch (IOException e) {
            out.println("cannot note the background process: " + e.getMessage());
        }
    }

    private static Path file(StackHome home) {
        return home.run().resolve("background");
    }
}
