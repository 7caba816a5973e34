package org.chengyun.dashboard.engine;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.chengyun.api.engine.EngineAnswer;
import org.chengyun.dashboard.DashboardConfig;
import org.chengyun.dashboard.access.Viewers;
import org.chengyun.dashboard.frame.Frame;
import org.chengyun.dashboard.live.LivePages;
import org.chengyun.dashboard.live.LiveReader;
import org.chengyun.dashboard.words.Notation;

/**
 * How the engine stands, live, and whether everything that it read is accounted for.
 *
 * <p>Background threads never call this class: Quarkus checks the roles at each of its methods, and they have none.
 */
@Route(value = "engine", layout = Frame.class)
@RolesAllowed({"viewer", "operator"})
public class EngineView extends Div implements HasDynamicTitle {
    private final EngineStatus engine;
    private final LiveReader<EngineAnswer> live;
    private final AuditPanel audits;

    EngineView(EngineStatus engine, LivePages pages, Viewers viewers, DashboardConfig config, Clock clock) {
        var notation = new Notation(getLocale(), config.zone());
        audits = new AuditPanel(engine, notation, viewers.current());
        var board = new EngineBoard(notation, clock, config.staleAfter(), audits);
        this.engine = engine;
        live = new LiveReader<>(
                pages,
                clock,
                new LiveReader.Source<>("the engine's state", engine::read, board::show, board::showTrouble));
        addClassName("cy-engine-page");
        add(board);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("engine.title");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        audits.list();
        live.open(event.getUI(), engine::onCut, EngineAnswer::cut);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        live.close();
    }
}
