package org.chengyun.api.catalogue;

import java.util.List;
import java.util.Optional;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.datasets.catalogue.DerivedMetric;
import org.chengyun.datasets.catalogue.WindowSpec;

/**
 * A metric that is calculated from others, with these and its version. Immutable.
 *
 * @param of what it is made of; of a ratio the numerator
 * @param to the denominator of a ratio
 * @param version from 1; 0 while the definition has not been taken up
 */
public record DefinedDerived(DerivedMetric metric, DefinedMetric of, Optional<DefinedMetric> to, int version) {
    /** {@code id@version}, as in every trust. */
    public String definition() {
        return metric.id() + "@" + version;
    }

    /** The metric whose series it has: of a ratio the denominator's. */
    public DefinedMetric base() {
        return to.orElse(of);
    }

    public List<String> windowNames() {
        return metric.windows().stream().map(WindowSpec::toString).toList();
    }

    /**
     * The window of that name.
     *
     * @throws ProblemException {@code window-unknown}, with the windows that there are
     */
    public WindowSpec window(String name) {
        return metric.windows().stream()
                .filter(window -> window.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                                ProblemCode.WINDOW_UNKNOWN,
                                "%s has no window '%s'; use one of %s."
                                        .formatted(metric.id(), name, String.join(", ", windowNames())))
                        .with("windows", windowNames()));
    }
}
