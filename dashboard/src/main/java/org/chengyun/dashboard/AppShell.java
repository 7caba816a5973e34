package org.chengyun.dashboard;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Meta;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.lumo.Lumo;

/**
 * What every page is loaded with.
 *
 * <p>Requests come by XHR, since plain WEBSOCKET would hide the roles from the views. Style sheets start with a slash:
 * without it Vaadin 25.1 finds no file to hash on Undertow, and a browser would keep an old one after an upgrade.
 */
@Push(transport = Transport.WEBSOCKET_XHR)
@ColorScheme(ColorScheme.Value.LIGHT_DARK)
@Meta(name = "robots", content = "noindex")
@StyleSheet("/" + Lumo.STYLESHEET)
@StyleSheet("/chengyun.css")
public class AppShell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("icon", "icons/brand.svg");
    }
}
