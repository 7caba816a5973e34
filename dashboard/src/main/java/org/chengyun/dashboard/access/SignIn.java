package org.chengyun.dashboard.access;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import org.chengyun.api.problem.RefusedRequests;

/**
 * Keycloak's sign-in, whose refusals carry a problem under {@code /api}. They are decided before any resource is reached, so
 * no exception mapper sees them.
 */
@UnlessBuildProfile("test") // where Quarkus puts a mechanism of its own that an alternative would hide
@Alternative
@Priority(1)
@ApplicationScoped
class SignIn implements HttpAuthenticationMechanism {
    private final OidcAuthenticationMechanism oidc;
    private final RefusedRequests refused;

    SignIn(OidcAuthenticationMechanism oidc, RefusedRequests refused) {
        this.oidc = oidc;
        this.refused = refused;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviderManager) {
        return oidc.authenticate(context, identityProviderManager);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (!RefusedRequests.isInterface(context)) {
            return HttpAuthenticationMechanism.super.sendChallenge(context);
        }
        refused.unauthorized(context);
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority();
    }
}
