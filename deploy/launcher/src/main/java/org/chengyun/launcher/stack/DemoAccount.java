package org.chengyun.launcher.stack;

import java.util.List;
import java.util.Locale;
import org.chengyun.launcher.home.Secret;

/**
 * A person of the demo.
 *
 * @param meaning what the account may do, for people
 */
public record DemoAccount(String user, Secret password, String meaning) {
    public static List<DemoAccount> all() {
        return List.of(
                new DemoAccount("viewer", Secret.ACCOUNT_VIEWER, "reads everything of the city"),
                new DemoAccount("district", Secret.ACCOUNT_DISTRICT, "reads one district"),
                new DemoAccount("analyst", Secret.ACCOUNT_ANALYST, "reads, exports, makes reports"),
                new DemoAccount("operator", Secret.ACCOUNT_OPERATOR, "reads, loads data"),
                new DemoAccount("admin", Secret.ACCOUNT_ADMIN, "may do everything"));
    }

    String placeholder() {
        return "CHENGYUN_PASSWORD_" + user.toUpperCase(Locale.ROOT);
    }
}
