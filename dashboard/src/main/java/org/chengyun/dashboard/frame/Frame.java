package org.chengyun.dashboard.frame;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import jakarta.annotation.security.PermitAll;
import org.chengyun.dashboard.access.Viewer;
import org.chengyun.dashboard.access.Viewers;

/** What stands around every page. */
@PermitAll
public class Frame extends AppLayout implements AfterNavigationObserver {
    private final H1 title = new H1();

    Frame(Viewers viewers) {
        addClassName("cy-frame");
        setPrimarySection(Section.DRAWER);
        Viewer viewer = viewers.current();
        addToDrawer(brand(), navigation(viewer));
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("frame.menu"));
        var space = new Div();
        space.addClassName("space");
        var bar = new Div(toggle, title, space, new LanguageSwitch(), new SchemeSwitch(), new AccountMenu(viewer));
        bar.addClassName("cy-bar");
        addToNavbar(bar);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        title.setText(getContent() instanceof HasDynamicTitle page ? page.getPageTitle() : "");
    }

    private Anchor brand() {
        var sign = new Image("icons/brand.svg", "");
        var chinese = new Span("城运");
        chinese.addClassName("chinese");
        chinese.getElement().setAttribute("lang", "zh-CN");
        var latin = new Span("Chengyun");
        latin.addClassName("latin");
        var brand = new Anchor("", sign, chinese, latin);
        brand.addClassName("cy-brand");
        brand.setRouterIgnore(false);
        return brand;
    }

    // addresses, not classes: a class would pull the scripts of every view into the first page
    private SideNav navigation(Viewer viewer) {
        var nav = new SideNav();
        nav.getElement().setAttribute("aria-label", getTranslation("frame.navigation"));
        nav.addItem(new SideNavItem(getTranslation("overview.title"), "", Icon.OVERVIEW.create()));
        nav.addItem(new SideNavItem(getTranslation("metric.title"), "metrics", Icon.CHART.create()));
        nav.addItem(new SideNavItem(getTranslation("reports.title"), "reports", Icon.REPORTS.create()));
        if (viewer.roles().contains("operator")) {
            nav.addItem(new SideNavItem(getTranslation("feeds.title"), "feeds", Icon.FEEDS.create()));
        }
        nav.addItem(new SideNavItem(getTranslation("engine.title"), "engine", Icon.ENGINE.create()));
        if (viewer.roles().contains("operator")) {
            nav.addItem(new SideNavItem(getTranslation("quarantine.title"), "quarantine", Icon.QUARANTINE.create()));
        }
        return nav;
    }
}
