package org.chengyun.api.access;

import java.util.Collection;
import java.util.Set;

/** Which values of a dimension someone may see. Immutable. */
public sealed interface Reach {
    /** Every value, also observations that have none. */
    record All() implements Reach {}

    /** These values only; an empty set means none. */
    record Only(Set<String> values) implements Reach {
        public Only {
            values = Set.copyOf(values);
        }
    }

    /** Of a claim; {@code *} in it means all. */
    static Reach of(Collection<String> claim) {
        return claim.contains("*") ? new All() : new Only(Set.copyOf(claim));
    }
}
