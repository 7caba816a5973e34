package org.chengyun.launcher.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.process.ChildCommand;
import org.chengyun.launcher.software.Workspace;

/** Chengyun itself. */
final class ApplicationServer implements Server {
    private final Workspace workspace;
    private final StackHome home;
    private final Ports ports;
    private final Secrets secrets;
    private final ZoneId zone;
    private final ApplicationCopy copy;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    ApplicationServer(
            Workspace workspace, StackHome home, Ports ports, Secrets secrets, ZoneId zone, ApplicationCopy copy) {
        this.workspace = workspace;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.zone = zone;
        this.copy = copy;
    }

    @Override
    public Part part() {
        return Part.APPLICATION;
    }

    @Override
    public void prepare() throws IOException {
        copy.refresh();
    }

    @Override
    public ChildCommand command() throws IOException {
        Path application = copy.current();
        return new ChildCommand(
                "application",
                List.of(
                        workspace.java(),
                        "-D" + home.mark(),
                        "-Xms128m",
                        "-Xmx512m",
                        // Half a process is worse than none: it is started again.
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        application.resolve("quarkus-run.jar").toString()),
                ApplicationEnvironment.of(workspace, home, ports, secrets, zone),
                home.folder(),
                home.logOf("application"),
                false,
                Duration.ofSeconds(25));
    }

    @Override
    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/q/health/ready".formatted(ports.get(Port.HTTP))))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration startTimeout() {
        return Duration.ofMinutes(3);
    }
}
