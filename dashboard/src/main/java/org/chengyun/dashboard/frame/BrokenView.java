package org.chengyun.dashboard.frame;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import io.quarkus.logging.Log;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;

/** A page that failed: a bug or an outage; the log has the reason. */
@ParentLayout(Frame.class)
@PermitAll
public class BrokenView extends ErrorPage<Exception> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        Log.errorf(
                parameter.getException(),
                "page failed: path=%s",
                event.getLocation().getPath());
        say("error.title", "error.reload");
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
