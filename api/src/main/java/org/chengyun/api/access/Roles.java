package org.chengyun.api.access;

/** The realm's roles, weakest first; a stronger one brings the weaker ones along in the token. */
public final class Roles {
    public static final String VIEWER = "viewer";
    public static final String ANALYST = "analyst";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    private Roles() {}
}
