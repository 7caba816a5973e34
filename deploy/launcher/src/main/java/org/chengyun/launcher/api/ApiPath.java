package org.chengyun.launcher.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The path of a request with its parameters. Not thread-safe. */
public final class ApiPath {
    private final StringBuilder path;
    private char separator = '?';

    /** @param path as it is, without parameters */
    public ApiPath(String path) {
        this.path = new StringBuilder(path);
    }

    /** Goes one step down; what people wrote is escaped. */
    public ApiPath step(String name) {
        path.append('/').append(encoded(name));
        return this;
    }

    /** @param value null = the parameter is left out */
    public ApiPath with(String name, @Nullable Object value) {
        if (value != null) {
            path.append(separator).append(name).append('=').append(encoded(value.toString()));
            separator = '&';
        }
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
