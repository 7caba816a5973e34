package org.chengyun.dashboard.access;

import java.util.Set;

/**
 * The rows a person may see, from the claims {@code districts} and {@code agencies} of the access token.
 *
 * <p>{@code *} in a set means all; an empty set means none.
 */
public record Scope(Set<String> districts, Set<String> agencies) {
    private static final String ALL = "*";

    public Scope {
        districts = Set.copyOf(districts);
        agencies = Set.copyOf(agencies);
    }

    public boolean allDistricts() {
        return districts.contains(ALL);
    }

    public boolean allAgencies() {
        return agencies.contains(ALL);
    }
}
