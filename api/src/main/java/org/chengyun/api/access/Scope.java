package org.chengyun.api.access;

import java.util.Collection;
import java.util.Set;

/**
 * The rows that someone may see. Immutable.
 *
 * <p>Cuts down series that have a district or an agency among their dimensions; figures of the whole city are open to every
 * viewer.
 */
public record Scope(Reach districts, Reach agencies) {
    /** No limits: administrators, and work that the city itself has ordered, such as scheduled reports. */
    public static final Scope EVERYTHING = new Scope(new Reach.All(), new Reach.All());

    /** Of the claims as they stand in the token; {@code *} means all, empty means none. */
    public static Scope of(Collection<String> districts, Collection<String> agencies) {
        return new Scope(Reach.of(Set.copyOf(districts)), Reach.of(Set.copyOf(agencies)));
    }

    /** How far the scope reaches in one dimension of a metric. */
    public Reach in(String dimension) {
        return switch (dimension) {
            case "district" -> districts;
            case "agency" -> agencies;
            default -> new Reach.All();
        };
    }
}
