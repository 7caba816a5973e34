package org.chengyun.dashboard.frame;

import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.SystemMessagesInfo;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Objects;
import org.chengyun.dashboard.words.Language;
import org.chengyun.dashboard.words.Words;

/** Gives a session its language and a page its colour scheme before anything is drawn: no flash of the other one. */
@ApplicationScoped
class FirstPaint {
    private final Words words;

    FirstPaint(@VaadinServiceEnabled Words words) {
        this.words = words;
    }

    void init(@Observes ServiceInitEvent event) {
        var service = event.getSource();
        service.addSessionInitListener(init -> init.getSession().setLocale(localeOf(init.getRequest())));
        service.setSystemMessagesProvider(this::messages);
        event.addIndexHtmlRequestListener(FirstPaint::paint);
    }

    static Locale localeOf(VaadinRequest request) {
        return BrowserMemory.LANGUAGE
                .read(request)
                .flatMap(Language::ofTag)
                .orElseGet(() -> Language.of(request.getLocale()))
                .locale();
    }

    private static void paint(IndexHtmlResponse page) {
        page.getDocument().title("城运 Chengyun");
        var html = Objects.requireNonNull(page.getDocument().head().parent());
        // Vaadin writes the server's language here otherwise, and a screen reader pronounces by it
        html.attr("lang", localeOf(page.getVaadinRequest()).toLanguageTag());
        SchemeSwitch.remembered(page.getVaadinRequest()).ifPresent(scheme -> {
            html.attr("theme", scheme.getThemeValue());
            html.attr("style", "color-scheme: " + scheme.getValue());
        });
    }

    private SystemMessages messages(SystemMessagesInfo info) {
        Locale locale = info.getLocale();
        var messages = new CustomizedSystemMessages();
        // an ended session loads the page anew, which signs in again: nothing to read and click away
        messages.setSessionExpiredNotificationEnabled(false);
        messages.setInternalErrorCaption(words.getTranslation("error.title", locale));
        messages.setInternalErrorMessage(words.getTranslation("error.reload", locale));
        messages.setCookiesDisabledCaption(words.getTranslation("error.cookies", locale));
        messages.setCookiesDisabledMessage(words.getTranslation("error.cookies.detail", locale));
        return messages;
    }
}
