package org.chengyun.dashboard.frame;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.server.VaadinSession;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chengyun.dashboard.access.Viewer;

/** Who is signed in, as what, and the way out. */
final class AccountMenu extends Div {
    AccountMenu(Viewer viewer) {
        addClassName("cy-account");
        var initial = new Span(initial(viewer.name()));
        initial.addClassName("initial");
        var name = new Span(viewer.name());
        name.addClassName("name");
        var button = new NativeButton("");
        button.add(initial, name);
        button.setId("account");
        button.setAriaLabel(getTranslation("account.label", viewer.name()));
        var popover = new Popover(details(viewer));
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setRole("dialog");
        popover.setAriaLabel(getTranslation("account.label", viewer.name()));
        add(button, popover);
    }

    private Div details(Viewer viewer) {
        var name = new Div(viewer.name());
        name.addClassName("name");
        var roles = new Div(viewer.roles().isEmpty() ? getTranslation("account.noRole") : roles(viewer));
        roles.addClassName("roles");
        var signOut = new NativeButton("", click -> signOut());
        signOut.add(Icon.SIGN_OUT.create(), new Span(getTranslation("account.signOut")));
        signOut.setId("sign-out");
        signOut.addClassName("cy-button");
        var details = new Div(name, roles, signOut);
        details.addClassName("cy-account-details");
        return details;
    }

    private String roles(Viewer viewer) {
        return viewer.roles().stream()
                .map(role -> getTranslation("role." + role))
                .collect(Collectors.joining(getTranslation("list.comma")));
    }

    // the servlet session outlives the sign-in session otherwise
    private static void signOut() {
        UI.getCurrent().getPage().setLocation("/logout");
        VaadinSession.getCurrent().getSession().invalidate();
    }

    private static String initial(String name) {
        return name.isEmpty()
                ? "?"
                : name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}
