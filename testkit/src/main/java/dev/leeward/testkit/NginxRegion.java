package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A region played by a real nginx on an address of its own. It answers {@code /health}, and can be killed, made
 * to answer 503, or stalled: it accepts and says nothing, like a machine that hangs.
 */
public final class NginxRegion implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(45);

    private final Host host;
    private final String name;
    private final String address;
    private final int port;
    private final Path folder;
    private LocalProcess nginx;

    private NginxRegion(Host host, String name, String address, Path folder) {
        this.host = host;
        this.name = name;
        this.address = address;
        this.port = host.port(80);
        this.folder = folder;
        this.nginx = launch();
    }

    /**
     * Starts one.
     *
     * @param address on loopback, such as {@code 127.0.0.11}; Linux answers on all of 127.0.0.0/8
     */
    public static NginxRegion start(Path parent, String name, String address) {
        return start(Host.thisMachine(), parent, name, address);
    }

    /** Starts one on {@code host}. */
    public static NginxRegion start(Host host, Path parent, String name) {
        return start(host, parent, name, host.address());
    }

    private static NginxRegion start(Host host, Path parent, String name, String address) {
        try {
            var folder = Files.createDirectories(parent.resolve(name));
            var region = new NginxRegion(host, name, address, folder);
            region.awaitUp();
            return region;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the region is called. */
    public String name() {
        return name;
    }

    /** The address that carries its traffic. */
    public String address() {
        return address;
    }

    /** Its health endpoint. */
    public String healthUrl() {
        return "http://" + address + ":" + port + "/health";
    }

    /** Dies at once: connections are refused from here on. */
    public void kill() {
        nginx.kill();
    }

    /** Comes back after {@link #kill}. */
    public void restart() {
        nginx.close();
        nginx = launch();
        awaitUp();
    }

    /** Answers 503 until {@link #answerWell}. */
    public void answer503() {
        try {
            Files.writeString(folder.resolve("down"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers 200 again. */
    public void answerWell() {
        try {
            Files.deleteIfExists(folder.resolve("down"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops answering without closing anything. */
    public void stall() {
        nginx.freeze();
    }

    /** Goes on after {@link #stall}. */
    public void resume() {
        nginx.thaw();
    }

    @Override
    public void close() {
        nginx.thaw();
        nginx.close();
    }

    private void awaitUp() {
        nginx.awaitReady("nginx of " + name, START, () -> host.status(healthUrl()) > 0);
    }

    /** One process, no workers: a signal to it is a signal to all of it. */
    private LocalProcess launch() {
        var program = Needs.program("nginx").toString();
        var conf = folder.resolve("nginx.conf");
        try {
            Files.writeString(conf, """
                    daemon off;
                    master_process off;
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events { worker_connections 512; }
                    http {
                      access_log off;
                      client_body_temp_path %1$s/body;
                      proxy_temp_path %1$s/proxy;
                      fastcgi_temp_path %1$s/fastcgi;
                      uwsgi_temp_path %1$s/uwsgi;
                      scgi_temp_path %1$s/scgi;
                      server {
                        listen %2$s:%3$d;
                        location /health {
                          if (-f %1$s/down) { return 503; }
                          return 200 "ok %4$s";
                        }
                      }
                    }
                    """.formatted(folder, address, port, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return host.start(
                folder,
                List.of(
                        program,
                        "-p",
                        folder.toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-c",
                        conf.toString()));
    }
}
