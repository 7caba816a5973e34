package org.chengyun.launcher.home;

import java.util.Locale;

/** The ports of a stack, all on 127.0.0.1. */
public enum Port {
    HTTP(8080),
    KEYCLOAK(8180),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    DATABASE(5432);

    private final int usual;

    Port(int usual) {
        this.usual = usual;
    }

    /** Where this port is looked for first in a stack for people. */
    int usual() {
        return usual;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
