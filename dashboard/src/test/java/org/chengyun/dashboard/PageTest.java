package org.chengyun.dashboard;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.browserless.internal.Routes;
import com.vaadin.browserless.internal.UIFactory;
import com.vaadin.browserless.mocks.MockInstantiator;
import com.vaadin.browserless.mocks.MockRequest;
import com.vaadin.browserless.mocks.MockVaadinHelper;
import com.vaadin.browserless.mocks.MockVaadinSession;
import com.vaadin.browserless.mocks.MockedUI;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletService;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.quarkus.QuarkusVaadinServlet;
import com.vaadin.quarkus.QuarkusVaadinServletService;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Views in the test's own JVM: Vaadin's browserless test, its service made by Quarkus, its person by @TestSecurity. */
public abstract class PageTest extends BrowserlessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    @BeforeEach
    protected void initVaadinEnvironment() {
        scanTesters();
        Routes routes = discoverRoutes(Set.of("org.chengyun.dashboard"));
        MockVaadin.INSTANCE.setMockRequestFactory(PageTest::request);
        MockVaadin.setup(MockedUI::new, new Servlet(routes), lookupServices());
    }

    protected static void speak(Locale locale) {
        VaadinSession.getCurrent().setLocale(locale);
        UI.getCurrent().setLocale(locale);
    }

    /** Lets background changes reach the page until {@code condition} holds. */
    protected static void await(BooleanSupplier condition, String what) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                Assertions.fail("waited in vain: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            MockVaadin.clientRoundtrip();
        }
    }

    /** All text of a component and what it holds, in order. */
    protected static String text(Component component) {
        return component.getElement().getTextRecursively();
    }

    /** A request of the person that Quarkus has for the test. */
    private static MockRequest request(HttpSession session) {
        var request = new MockRequest(session);
        var identity = Arc.container().select(SecurityIdentity.class).get();
        if (!identity.isAnonymous()) {
            request.setUserPrincipalInt(identity.getPrincipal());
            request.setUserInRole((principal, role) -> identity.hasRole(role));
        }
        return request;
    }

    private static final class Servlet extends QuarkusVaadinServlet {
        private final Routes routes;

        Servlet(Routes routes) {
            this.routes = routes;
        }

        @Override
        protected DeploymentConfiguration createDeploymentConfiguration() throws ServletException {
            MockVaadinHelper.mockFlowBuildInfo(this);
            return super.createDeploymentConfiguration();
        }

        @Override
        protected VaadinServletService createServletService(DeploymentConfiguration configuration)
                throws ServiceException {
            var service = new Service(this, configuration, Arc.container().beanManager());
            service.init();
            routes.register(service.getContext());
            return service;
        }
    }

    private static final class Service extends QuarkusVaadinServletService {
        private final UIFactory uis = MockedUI::new;

        Service(QuarkusVaadinServlet servlet, DeploymentConfiguration configuration, BeanManager beans) {
            super(servlet, configuration, beans);
        }

        @Override
        protected boolean isAtmosphereAvailable() {
            return false;
        }

        @Override
        public String getMainDivId(VaadinSession session, VaadinRequest request) {
            return "ROOT-1";
        }

        @Override
        protected VaadinSession createVaadinSession(VaadinRequest request) {
            return new MockVaadinSession(this, uis);
        }

        @Override
        public Instantiator getInstantiator() {
            return MockInstantiator.create(super.getInstantiator());
        }
    }
}
