import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A region: one nginx. */
final class Region {
    /** What can befall it. */
    enum Fault {
        KILL,
        ERROR503,
        STALL
    }

    final String name;
    final String address;
    final int port;
    private final Programs programs;
    private Process nginx;

    Region(Programs programs, String name, String address, int port) {
        this.programs = programs;
        this.name = name;
        this.address = address;
        this.port = port;
    }

    void start() throws IOException {
        var home = Files.createDirectories(programs.folder.resolve(name));
        Files.writeString(home.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/error.log;
                events { worker_connections 256; }
                http { access_log off; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server { listen %2$s:%3$d;
                    location /health { if (-f %1$s/down) { return 503; } return 200 "ok %4$s"; } } }
                """.formatted(home, address, port, name));
        nginx = programs.start(
                home.resolve("nginx.log"),
                "nginx",
                "-p",
                home.toString(),
                "-e",
                home.resolve("error.log").toString(),
                "-c",
                home.resolve("nginx.conf").toString());
    }

    void break_(Fault fault) throws IOException {
        switch (fault) {
            case KILL -> {
                var workers = nginx.descendants().toList();
                nginx.destroyForcibly();
                workers.forEach(ProcessHandle::destroyForcibly);
            }
            case ERROR503 -> Files.createFile(down());
            case STALL -> signal("STOP");
        }
    }

    void mend(Fault fault) throws Exception {
        switch (fault) {
            case KILL -> {
                nginx.waitFor();
                start();
            }
            case ERROR503 -> Files.delete(down());
            case STALL -> thaw();
        }
    }

    void thaw() {
        if (nginx != null) signal("CONT");
    }

    private Path down() {
        return programs.folder.resolve(name).resolve("down");
    }

    private void signal(String name) {
        Stream.concat(Stream.of(nginx.toHandle()), nginx.descendants()).forEach(process -> {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
