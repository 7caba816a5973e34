package org.chengyun.dashboard.showcase;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs everybody in as {@code showcase.account} with the role viewer, if that is set; no Keycloak. */
@Alternative
@Priority(2) // above the real one, which is an alternative itself
@UnlessBuildProfile("test")
@ApplicationScoped
class ShowcaseSignIn implements HttpAuthenticationMechanism {
    private final Optional<String> account;

    ShowcaseSignIn(@ConfigProperty(name = "showcase.account") Optional<String> account) {
        this.account = account;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return account.map(name -> Uni.createFrom().item(identity(name)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static SecurityIdentity identity(String name) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole("viewer")
                .addAttribute("districts", Set.of("*"))
                .addAttribute("agencies", Set.of("*"))
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401));
    }

    @Override
    public int getPriority() {
        return account.isPresent() ? DEFAULT_PRIORITY + 1000 : -1;
    }
}
