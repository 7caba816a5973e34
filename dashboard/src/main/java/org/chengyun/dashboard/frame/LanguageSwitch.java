package org.chengyun.dashboard.frame;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.server.VaadinSession;
import org.chengyun.dashboard.words.Language;

/** 中文 or English, at once and remembered. */
final class LanguageSwitch extends Div {
    LanguageSwitch() {
        addClassName("cy-segments");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("frame.language"));
        for (Language language : Language.values()) {
            var choice = new NativeButton(language.shortName(), click -> choose(language));
            boolean chosen = language == Language.of(getLocale());
            choice.getElement().setAttribute("aria-pressed", String.valueOf(chosen));
            choice.getElement().setAttribute("lang", language.tag());
            add(choice);
        }
    }

    private static void choose(Language language) {
        BrowserMemory.LANGUAGE.write(language.tag());
        VaadinSession.getCurrent().setLocale(language.locale());
        UI.getCurrent().getPage().reload();
    }
}
