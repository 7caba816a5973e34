package org.chengyun.dashboard;

import com.vaadin.quarkus.QuarkusVaadinServlet;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;

/** Serves the views. A browser proves once a minute that it is still signed in; see {@code LivePages}. */
@WebServlet(
        name = "pages",
        urlPatterns = "/*",
        asyncSupported = true,
        initParams = @WebInitParam(name = "heartbeatInterval", value = "60"))
public class PageServlet extends QuarkusVaadinServlet {}
