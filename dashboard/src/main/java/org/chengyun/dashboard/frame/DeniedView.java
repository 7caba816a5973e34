package org.chengyun.dashboard.frame;

import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;

/** Signed in, but without the role that the page asks for. */
@ParentLayout(Frame.class)
@PermitAll
public class DeniedView extends ErrorPage<AccessDeniedException> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        say("error.denied", "error.denied.detail");
        return HttpServletResponse.SC_FORBIDDEN;
    }
}
