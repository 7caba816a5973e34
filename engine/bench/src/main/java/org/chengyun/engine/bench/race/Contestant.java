package org.chengyun.engine.bench.race;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.engine.bench.contestant.ChengyunLines;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.topic.RaceTopic.Form;

/**
 * Who takes part, each in a process of its own.
 *
 * @param name as given to {@code --only}; the part before the first {@code -} names the group
 * @param module of the peers, empty for ours
 * @param form of the traffic records that it reads
 * @param jvm arguments of its Java beside heap and collector
 * @param options of its own, see {@link org.chengyun.engine.bench.contest.Contest#option}
 * @param usual whether it takes part when nobody is named
 */
public record Contestant(
        String name,
        String module,
        String mainClass,
        Form form,
        List<String> jvm,
        Map<String, String> options,
        Answers answers,
        boolean usual) {
    /** Where the results are. */
    public enum Answers {
        NONE,
        RESULT_TABLES,
        ENGINE_TABLES
    }

    private static final String OURS = "org.chengyun.engine.bench.contestant.";
    private static final String PEERS = "org.chengyun.bench.";

    /** What Spark needs on a current JDK; its own launcher passes the same. */
    private static final List<String> SPARK_OPENS = Stream.concat(
                    Stream.of(
                                    "java.lang",
                                    "java.lang.invoke",
                                    "java.lang.reflect",
                                    "java.io",
                                    "java.net",
                                    "java.nio",
                                    "java.util",
                                    "java.util.concurrent",
                                    "java.util.concurrent.atomic",
                                    "jdk.internal.ref",
                                    "sun.nio.ch",
                                    "sun.nio.cs",
                                    "sun.security.action",
                                    "sun.util.calendar")
                            .map(opened -> "--add-opens=java.base/" + opened + "=ALL-UNNAMED"),
                    Stream.of("--sun-misc-unsafe-memory-access=allow"))
            .toList();

    private static final List<String> FLINK_OPENS = Stream.of(
                    "java.lang", "java.util", "java.util.concurrent", "java.time")
            .map(opened -> "--add-opens=java.base/" + opened + "=ALL-UNNAMED")
            .toList();

    /** The log of our application: the other one of its class path makes texts of debug messages that nobody reads. */
    private static final List<String> QUIET_LOG =
            List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    static final List<Contestant> ALL = List.of(
            ours("chengyun-avro", "Chengyun", Form.AVRO, Map.of("encoding", "avro"), Answers.ENGINE_TABLES, true),
            ours("chengyun-json", "Chengyun", Form.JSON, Map.of("encoding", "json"), Answers.ENGINE_TABLES, true),
            ours("chengyun-lines", "ChengyunLines", Form.LINES, Map.of(), Answers.ENGINE_TABLES, true),
            ours("floor-poll", "Floor", Form.JSON, Map.of("mode", "poll"), Answers.NONE, true),
            ours("floor-full", "Floor", Form.JSON, Map.of("mode", "full"), Answers.RESULT_TABLES, true),
            flink("flink-upsert", "upsert"),
            flink("flink-copy", "copy"),
            spark("spark-from-json", Map.of("decode", "from_json", "windows", "sliding")),
            spark("spark-map", Map.of("decode", "map", "windows", "slices")),
            streams("streams-slices", Map.of("guarantee", "exactly_once_v2", "state", "logged")),
            streams("streams-memory", Map.of("guarantee", "at_least_once", "state", "memory")),
            streams("streams-plain", Map.of("guarantee", "exactly_once_v2", "topology", "plain")));

    private static Contestant ours(
            String name, String mainClass, Form form, Map<String, String> options, Answers answers, boolean usual) {
        return new Contestant(name, "", OURS + mainClass, form, QUIET_LOG, options, answers, usual);
    }

    private static Contestant flink(String name, String sink) {
        return peer(name, "flink", "flink.FlinkRace", FLINK_OPENS, Map.of("sink", sink));
    }

    private static Contestant spark(String name, Map<String, String> options) {
        return peer(name, "spark", "spark.SparkRace", SPARK_OPENS, options);
    }

    private static Contestant streams(String name, Map<String, String> options) {
        return peer(name, "kafka-streams", "streams.StreamsRace", List.of(), options);
    }

    private static Contestant peer(
            String name, String module, String mainClass, List<String> jvm, Map<String, String> options) {
        return new Contestant(name, module, PEERS + mainClass, Form.JSON, jvm, options, Answers.RESULT_TABLES, true);
    }

    /**
     * Those named, by name or by group, in the usual order.
     *
     * @param names separated by commas; empty for the usual ones
     * @throws IllegalStateException if a name means nobody
     */
    static List<Contestant> named(String names) {
        if (names.isBlank()) {
            return ALL.stream().filter(Contestant::usual).toList();
        }
        List<String> wanted =
                Arrays.stream(names.split(",", -1)).map(String::strip).toList();
        for (String name : wanted) {
            if (ALL.stream().noneMatch(contestant -> contestant.isMeant(name))) {
                throw new IllegalStateException(
                        "no contestant '%s'; there are %s, or groups: the part before the first -"
                                .formatted(
                                        name, ALL.stream().map(Contestant::name).toList()));
            }
        }
        return ALL.stream()
                .filter(contestant -> wanted.stream().anyMatch(contestant::isMeant))
                .toList();
    }

    private boolean isMeant(String wanted) {
        return name.equals(wanted) || (wanted.equals(group()) && usual);
    }

    /** Whether it reads the topics of the portal's race, or those of the traffic's. */
    boolean reads(boolean portal) {
        return portal ? !name.equals("chengyun-json") : form != Form.LINES;
    }

    /** The dataset of its results, if it is ours. */
    String dataset(RaceTopic topic) {
        return form == Form.LINES ? topic.dataset() + ChengyunLines.SUFFIX : topic.dataset();
    }

    String group() {
        return name.substring(0, name.indexOf('-'));
    }

    boolean isPeer() {
        return !module.isEmpty();
    }
}
