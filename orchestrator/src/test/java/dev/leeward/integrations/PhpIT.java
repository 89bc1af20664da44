package dev.leeward.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the runtime of this machine: on the command line, and as workers of php-fpm behind nginx. */
final class PhpIT {
    private static final Duration START = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void its_own_tests_pass() {
        var php = Needs.program("php").toString();
        var ended = Script.run(
                List.of(php, Script.folder().resolve("php/tests/run.php").toString()));
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ok test_values_are_read_as_they_are");
    }

    @Test
    void the_module_for_magento_is_sound_and_its_own_tests_pass() throws IOException {
        var php = Needs.program("php").toString();
        var module = Script.folder().resolve("magento2");
        try (var files = Files.walk(module)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".php")).toList()) {
                var checked = Script.run(List.of(php, "-l", file.toString()));
                assertThat(checked.code()).as(checked.output()).isZero();
            }
        }
        var ended = Script.run(List.of(php, module.resolve("tests/run.php").toString()));
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ok test_settings_of_the_region_lie_over_those_of_the_deployment");
    }

    @Test
    void workers_follow_the_file_without_a_restart() throws IOException, InterruptedException {
        Needs.program("nginx");
        int port = Ports.free();
        place("us-east", "us-east-1", 7, "no");
        Files.writeString(folder.resolve("store.php"), """
                <?php
                require '%s/php/Environment.php';
                echo Leeward\\Environment::of('%s/environment')->get('AWS_REGION');
                """.formatted(Script.folder(), folder));
        try (var _ = fpm();
                var _ = nginx(port)) {
            assertThat(get(port, "/health.php").body())
                    .contains("\"status\":\"ok\"", "\"active\":\"us-east\"", "\"epoch\":7");
            assertThat(get(port, "/store.php").body()).isEqualTo("us-east-1");

            place("eu-central", "eu-central-1", 8, "no");
            assertThat(get(port, "/store.php").body()).isEqualTo("eu-central-1");
            assertThat(get(port, "/health.php").body()).contains("\"epoch\":8");

            place("eu-central", "eu-central-1", 8, "yes");
            var fenced = get(port, "/health.php?format=text");
            assertThat(fenced.statusCode()).isEqualTo(503);
            assertThat(fenced.body()).isEqualTo("fenced\n");
        }
    }

    private void place(String active, String store, int epoch, String fenced) throws IOException {
        var fresh = Files.writeString(folder.resolve("environment.new"), """
                LEEWARD_SERVICE=shop
                LEEWARD_REGION=us-east
                LEEWARD_ACTIVE=%s
                LEEWARD_EPOCH=%d
                LEEWARD_FENCED=%s
                AWS_REGION=%s
                """.formatted(active, epoch, fenced, store));
        Files.move(fresh, folder.resolve("environment"), StandardCopyOption.ATOMIC_MOVE);
    }

    private LocalProcess fpm() throws IOException {
        var socket = folder.resolve("fpm.sock");
        var conf =
                Files.writeString(folder.resolve("fpm.conf"), """
                [global]
                daemonize = no
                error_log = %1$s/fpm.log
                [www]
                listen = %1$s/fpm.sock
                listen.mode = 0666
                user = %2$s
                pm = static
                pm.max_children = 2
                env[LEEWARD_ENVIRONMENT] = %1$s/environment
                """.formatted(folder, System.getProperty("user.name")));
        return LocalProcess.start(folder, program(), "-R", "-F", "-y", conf.toString())
                .awaitReady("its socket", START, () -> Files.exists(socket));
    }

    /** Debian names it after its version. */
    private static String program() throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/usr/sbin"), "php-fpm*")) {
            for (var each : all) return each.toString();
        }
        return Needs.program("php-fpm").toString();
    }

    private LocalProcess nginx(int port) throws IOException {
        var conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      fastcgi_pass unix:%1$s/fpm.sock;
                      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                      fastcgi_param REQUEST_METHOD $request_method;
                      fastcgi_param QUERY_STRING $query_string;
                    }
                    location = /health.php {
                      root %3$s/php;
                      fastcgi_pass unix:%1$s/fpm.sock;
                      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                      fastcgi_param REQUEST_METHOD $request_method;
                      fastcgi_param QUERY_STRING $query_string;
                    }
                    root %1$s;
                  }
                }
                """.formatted(folder, port, Script.folder()));
        return LocalProcess.start(folder, Needs.program("nginx").toString(), "-c", conf.toString())
                .awaitPort(port, START);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(START)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
