package org.chengyun.dashboard.frame;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasErrorParameter;

/** A page that says what is wrong and what to do. */
abstract class ErrorPage<T extends Exception> extends Div implements HasErrorParameter<T> {
    void say(String title, String detail) {
        removeAll();
        addClassName("cy-error");
        add(new H2(getTranslation(title)), new Paragraph(getTranslation(detail)));
    }
}
