package org.chengyun.dashboard.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who asks. To be called on a request's thread only: a background thread has no identity. */
@ApplicationScoped
public class Viewers {
    private final SecurityIdentity identity;
    private final JsonWebToken accessToken;

    Viewers(SecurityIdentity identity, JsonWebToken accessToken) {
        this.identity = identity;
        this.accessToken = accessToken;
    }

    public Viewer current() {
        var roles = Viewer.KNOWN_ROLES.stream().filter(identity::hasRole).toList();
        return new Viewer(identity.getPrincipal().getName(), roles, new Scope(claim("districts"), claim("agencies")));
    }

    private Set<String> claim(String name) {
        Object stated = identity.getAttribute(name);
        return strings(stated != null ? stated : accessToken.getClaim(name));
    }

    private static Set<String> strings(@Nullable Object claim) {
        return switch (claim) {
            case null -> Set.of();
            case Collection<?> many -> many.stream().map(Viewers::string).collect(Collectors.toSet());
            default -> Set.of(string(claim));
        };
    }

    private static String string(@Nullable Object value) {
        return value instanceof JsonString json ? json.getString() : String.valueOf(value);
    }
}
