package org.chengyun.dashboard.frame;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** What a browser remembers for a year, in cookies that scripts cannot read. */
enum BrowserMemory {
    LANGUAGE("chengyun_language"),
    SCHEME("chengyun_scheme");

    private static final int YEAR_SECONDS = 365 * 24 * 60 * 60;

    private final String cookie;

    BrowserMemory(String cookie) {
        this.cookie = cookie;
    }

    Optional<String> read(VaadinRequest request) {
        Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(c -> c.getName().equals(cookie))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** To be called on a request's thread. */
    void write(String value) {
        var kept = new Cookie(cookie, value);
        kept.setPath("/");
        kept.setMaxAge(YEAR_SECONDS);
        kept.setHttpOnly(true);
        kept.setSecure(VaadinRequest.getCurrent().isSecure());
        kept.setAttribute("SameSite", "Lax");
        VaadinService.getCurrentResponse().addCookie(kept);
    }
}
