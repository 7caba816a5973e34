package org.chengyun.engine.bench.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.measure.Program;

/** The engine's instances: each dies at a step drawn by lot, and is started again at once. Not thread-safe. */
final class Fleet implements AutoCloseable {
    private static final int FEWEST_CALLS = 5;
    private static final int MOST_CALLS = 160;

    private final List<String> command;
    private final Contest contest;
    private final Path logs;
    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, Integer> deaths = new TreeMap<>();
    private boolean doomed = true;
    private int starts;

    private record Member(String name, Process process, Path log) {
        boolean isReading() throws IOException {
            return Files.readString(log).lines().anyMatch(Instance.READING::equals);
        }

        long sessions() throws IOException {
            return Files.readString(log)
                    .lines()
                    .filter(Instance.SESSION::equals)
                    .count();
        }
    }

    Fleet(List<String> command, Contest contest, Path logs, Random random, int instances) throws IOException {
        this.command = command;
        this.contest = contest;
        this.logs = Files.createDirectories(logs);
        this.random = random;
        for (int i = 1; i <= instances; i++) {
            members.add(start("engine-" + i));
        }
    }

    private Member start(String name) throws IOException {
        long calls = doomed ? FEWEST_CALLS + random.nextInt(MOST_CALLS) : 0;
        Map<String, String> options = new HashMap<>(Map.of(Instance.NAME, name, Instance.CALLS, Long.toString(calls)));
        Path log = logs.resolve("%s-%d.log".formatted(name, ++starts));
        Process process = new Program(command, contest.with(options).toEnvironment(), log).start();
        return new Member(name, process, log);
    }

    /** Notes who died since the last call, and starts them again. */
    void tend() throws IOException {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            if (!member.process.isAlive()) {
                note(member);
                members.set(i, start(member.name));
            }
        }
    }

    private void note(Member member) throws IOException {
        String died = Files.readString(member.log)
                .lines()
                .filter(line -> line.startsWith(Instance.DIED))
                .findFirst()
                .orElse("");
        if (died.isEmpty()) {
            throw new IOException("%s ended with %d and not because it was killed: %s"
                    .formatted(member.name, member.process.exitValue(), member.log));
        }
        count("engine " + died.substring(Instance.DIED.length()));
    }

    /** Kills one from outside, whatever it is doing. */
    void killOne() throws IOException, InterruptedException {
        int i = random.nextInt(members.size());
        Member member = members.get(i);
        member.process.destroyForcibly().waitFor();
        count("engine at any moment");
        members.set(i, start(member.name));
    }

    /** Replaces one by an instance that does not die by itself, to be frozen when it has partitions. */
    Frozen freezeOne() throws IOException, InterruptedException {
        int i = random.nextInt(members.size());
        Member old = members.get(i);
        old.process.destroyForcibly().waitFor();
        count("engine at any moment");
        boolean wasDoomed = doomed;
        doomed = false;
        Member member = start(old.name);
        doomed = wasDoomed;
        members.set(i, member);
        return new Frozen(member);
    }

    /** An instance that knows nothing of the time that passes. */
    final class Frozen {
        private final Member member;
        private long sessionsBefore;

        private Frozen(Member member) {
            this.member = member;
        }

        /** Whether it has had partitions: what never had any has nothing to be fenced from. */
        boolean isReading() throws IOException {
            return member.isReading();
        }

        void begin() throws IOException, InterruptedException {
            sessionsBefore = member.sessions();
            signal("-STOP");
            count("engine frozen");
        }

        void goOn() throws IOException, InterruptedException {
            signal("-CONT");
        }

        /** Whether it has noticed that its partitions were given to others: then it begins again. */
        boolean isFenced() throws IOException {
            return member.sessions() > sessionsBefore;
        }

        private void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", name, Long.toString(member.process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    void count(String what) {
        deaths.merge(what, 1, Integer::sum);
    }

    /** Kills by where they hit. */
    Map<String, Integer> deaths() {
        return deaths;
    }

    int kills() {
        return deaths.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** From now on nobody dies any more; those who are doomed are replaced. */
    void spare() throws IOException, InterruptedException {
        doomed = false;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            member.process.destroyForcibly().waitFor();
            members.set(i, start(member.name));
        }
    }

    @Override
    public void close() {
        members.forEach(member -> member.process.destroyForcibly());
    }
}
