package org.chengyun.dashboard.access;

import java.util.List;

/**
 * The signed-in person.
 *
 * @param name account name
 * @param roles of the known ones, weakest first
 */
public record Viewer(String name, List<String> roles, Scope scope) {
    static final List<String> KNOWN_ROLES = List.of("viewer", "analyst", "operator", "admin");

    public Viewer {
        roles = List.copyOf(roles);
    }
}
