package org.chengyun.dashboard.words;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that the dashboard speaks. */
public enum Language {
    ZH_CN(Locale.SIMPLIFIED_CHINESE, "中文"),
    EN(Locale.ENGLISH, "EN");

    private final Locale locale;
    private final String shortName;

    Language(Locale locale, String shortName) {
        this.locale = locale;
        this.shortName = shortName;
    }

    public Locale locale() {
        return locale;
    }

    /** Its name for a switch, in itself. */
    public String shortName() {
        return shortName;
    }

    /** BCP 47 tag, also the name of the file with its words. */
    public String tag() {
        return locale.toLanguageTag();
    }

    public static Optional<Language> ofTag(String tag) {
        return Arrays.stream(values()).filter(l -> l.tag().equals(tag)).findFirst();
    }

    /** The language that serves a reader of {@code locale}: Chinese for any Chinese, else English. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("zh") ? ZH_CN : EN;
    }

    static List<Locale> locales() {
        return Arrays.stream(values()).map(Language::locale).toList();
    }
}
