package org.chengyun.api.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that cannot be answered, for a reason that its caller can understand and act on. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final transient Map<String, List<String>> members = new LinkedHashMap<>();

    /**
     * A problem of that kind.
     *
     * @param detail what happened, where, what to do; goes to the caller
     */
    public ProblemException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Adds a list that a program may want, such as the windows that exist. */
    public ProblemException with(String member, List<String> values) {
        members.put(member, List.copyOf(values));
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public Map<String, List<String>> members() {
        return members;
    }
}
