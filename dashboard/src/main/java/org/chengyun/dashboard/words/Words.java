package org.chengyun.dashboard.words;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * All words of the dashboard, from {@code words/en.properties} and {@code words/zh-CN.properties}.
 *
 * <p>A missing key is a bug and throws. Thread-safe: immutable.
 */
@ApplicationScoped
@VaadinServiceEnabled
public class Words implements I18NProvider {
    private final Map<Language, Properties> words = new EnumMap<>(Language.class);

    public Words() {
        Arrays.stream(Language.values()).forEach(language -> words.put(language, load(language)));
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return Language.locales();
    }

    /** Text of {@code key}; {@code {0}} … are replaced by {@code params}, which are written as they are. */
    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        Language language = Language.of(locale);
        String pattern = of(language).getProperty(key);
        if (pattern == null) {
            throw new IllegalArgumentException(
                    "no words for '%s' in words/%s.properties".formatted(key, language.tag()));
        }
        return params.length == 0 ? pattern : new MessageFormat(pattern, locale).format(params);
    }

    Set<String> keys(Language language) {
        return of(language).stringPropertyNames();
    }

    private Properties of(Language language) {
        return Objects.requireNonNull(words.get(language));
    }

    private static Properties load(Language language) {
        String name = "/words/" + language.tag() + ".properties";
        var properties = new Properties();
        try (var in = Objects.requireNonNull(Words.class.getResourceAsStream(name), name);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
        return properties;
    }
}
