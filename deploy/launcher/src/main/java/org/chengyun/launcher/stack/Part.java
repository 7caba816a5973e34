package org.chengyun.launcher.stack;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A process of the stack, in the order in which they start; they stop in the opposite one. */
public enum Part {
    KAFKA,
    DATABASE,
    KEYCLOAK,
    APPLICATION,
    SIMULATOR;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parts that must have answered before this one starts. */
    Set<Part> after() {
        return switch (this) {
            case KAFKA, DATABASE -> EnumSet.noneOf(Part.class);
            case KEYCLOAK -> EnumSet.of(DATABASE);
            case APPLICATION -> EnumSet.of(KAFKA, DATABASE);
            case SIMULATOR -> EnumSet.of(APPLICATION, KEYCLOAK);
        };
    }

    /** Parts whose preparation this one reads when it starts, if they are wanted at all: the simulator's feeds and city. */
    Set<Part> afterPreparationOf() {
        return this == APPLICATION ? EnumSet.of(SIMULATOR) : EnumSet.noneOf(Part.class);
    }

    /** The given parts and all that they need. */
    static Set<Part> withNeeds(Set<Part> parts) {
        Set<Part> all = EnumSet.noneOf(Part.class);
        for (Part part : parts) {
            all.add(part);
            all.addAll(withNeeds(part.after()));
        }
        return all;
    }
}
