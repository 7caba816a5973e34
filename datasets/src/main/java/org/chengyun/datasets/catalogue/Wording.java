package org.chengyun.datasets.catalogue;

import java.util.Locale;

/** A text for people in both languages of the product. */
public record Wording(String en, String zhCn) {
    /** The Chinese text for any Chinese locale, the English one otherwise. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("zh") ? zhCn : en;
    }
}
