package org.chengyun.launcher.home;

import java.util.Locale;

/** Everything that must not stand in the repository; made at the first start of a home. */
public enum Secret {
    DATABASE_ADMIN_PASSWORD,
    DATABASE_PASSWORD,
    KEYCLOAK_DATABASE_PASSWORD,
    KEYCLOAK_ADMIN_PASSWORD,
    KEYCLOAK_ADMIN_CLIENT,
    CLIENT_DASHBOARD,
    CLIENT_CHENGYUN_CLI,
    CLIENT_SIMULATOR,
    STATE_SECRET,
    PSEUDONYM_KEY,
    ACCOUNT_VIEWER,
    ACCOUNT_ANALYST,
    ACCOUNT_OPERATOR,
    ACCOUNT_ADMIN,
    ACCOUNT_DISTRICT;

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** People type these; the others only machines. */
    boolean isTyped() {
        return name().startsWith("ACCOUNT_") || this == KEYCLOAK_ADMIN_PASSWORD;
    }
}
