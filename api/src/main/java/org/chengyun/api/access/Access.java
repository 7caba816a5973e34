package org.chengyun.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who asks. To be called on a request's thread only: a background thread has no identity. */
@ApplicationScoped
public class Access {
    private final SecurityIdentity identity;
    private final Instance<JsonWebToken> accessToken;

    Access(SecurityIdentity identity, Instance<JsonWebToken> accessToken) {
        this.identity = identity;
        this.accessToken = accessToken;
    }

    /** What the caller may see. A missing claim means all for an administrator and nothing for anyone else. */
    public Scope scope() {
        return new Scope(reach("districts"), reach("agencies"));
    }

    /** Whether the caller may see single people, under their pseudonyms. */
    public boolean seesPeople() {
        return identity.hasRole(Roles.ADMIN);
    }

    /** The caller's account, for the log. */
    public String account() {
        return identity.getPrincipal().getName();
    }

    /** When the caller's token ends; empty if they did not come with one. */
    public Optional<Instant> expiry() {
        return token().map(JsonWebToken::getExpirationTime)
                .filter(seconds -> seconds > 0)
                .map(Instant::ofEpochSecond);
    }

    private Reach reach(String claim) {
        Object stated = identity.getAttribute(claim);
        Object value = stated != null
                ? stated
                : token().<Object>map(token -> token.getClaim(claim)).orElse(null);
        if (value == null && identity.hasRole(Roles.ADMIN)) {
            return new Reach.All();
        }
        return Reach.of(strings(value));
    }

    /** The access token: its own bean where the identity itself came from an ID token. */
    private Optional<JsonWebToken> token() {
        if (accessToken.isResolvable()) {
            return Optional.of(accessToken.get()).filter(token -> token.getClaimNames() != null);
        }
        return identity.getPrincipal() instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
    }

    private static List<String> strings(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> many -> many.stream().map(Access::string).toList();
            default -> List.of(string(claim));
        };
    }

    private static String string(@Nullable Object value) {
        return value instanceof JsonString json ? json.getString() : String.valueOf(value);
    }
}
