package org.chengyun.api.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * A metric with its dataset and the version under which the engine stores it. Immutable.
 *
 * @param number key of the stored windows; empty while the engine has not taken the definition up: there are no windows
 * @param version from 1; 0 while the engine has not taken the definition up
 */
public record DefinedMetric(Metric metric, Dataset dataset, OptionalInt number, int version) {
    /** {@code id@version}, as in every trust. */
    public String definition() {
        return metric.id() + "@" + version;
    }

    /** The dimensions whose values everybody may see: those that do not tell people apart. */
    public List<String> openBy() {
        return metric.by().stream()
                .filter(name -> !dataset.schema().isPersonal(name))
                .toList();
    }

    /** Whether its series are people, who may be counted but not shown. */
    public boolean isOfPeople() {
        return openBy().size() < metric.by().size();
    }

    public List<String> windowNames() {
        return metric.windows().stream().map(WindowSpec::toString).toList();
    }

    /**
     * The window of that name: {@code 1h}, {@code 5m/1m}.
     *
     * @throws ProblemException {@code window-unknown}, with the windows that there are
     */
    public WindowSpec window(String name) {
        return metric.windows().stream()
                .filter(window -> window.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.WINDOW_UNKNOWN, whyNot(name)).with("windows", windowNames()));
    }

    private String whyNot(String name) {
        return !metric.hasWindows()
                ? "%s has sessions, not windows; ask for /api/v1/metrics/%1$s/sessions.".formatted(metric.id())
                : "%s has no window '%s'; use one of %s."
                        .formatted(metric.id(), name, String.join(", ", windowNames()));
    }

    /**
     * The gap of its sessions.
     *
     * @throws ProblemException {@code sessions-unknown} if it has none
     */
    public Duration session() {
        return metric.session()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.SESSIONS_UNKNOWN,
                        "%s has no sessions; ask for /api/v1/metrics/%1$s/windows.".formatted(metric.id())));
    }
}
