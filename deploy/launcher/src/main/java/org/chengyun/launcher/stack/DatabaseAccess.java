package org.chengyun.launcher.stack;

/** How to reach one database. {@code toString} leaves the password out. */
public record DatabaseAccess(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
