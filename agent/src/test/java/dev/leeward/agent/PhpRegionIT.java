package dev.leeward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.agents.AgentOrder;
import dev.leeward.config.load.HostFile;
import dev.leeward.secret.Environment;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.testkit.Await;
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
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside a real application: php-fpm behind nginx, with Leeward's own reader of the environment file. */
final class PhpRegionIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void an_application_is_moved_to_another_store_saved_from_bad_settings_and_fenced() throws IOException {
        Needs.program("nginx", "kill");
        int port = Ports.free();
        Files.writeString(folder.resolve("environment"), """
                LEEWARD_SERVICE=shop
                LEEWARD_REGION=us-east
                LEEWARD_ACTIVE=us-east
                LEEWARD_EPOCH=6
                LEEWARD_FENCED=no
                AWS_REGION=us-east-1
                """);
        // An application that follows its file, and fails in a region of the store that it does not know.
        Files.writeString(folder.resolve("store.php"), """
                <?php
                require '%1$s/php/Environment.php';
                $region = Leeward\\Environment::of('%2$s/environment')->get('AWS_REGION');
                if (!preg_match('/^(us-east|eu-central)-1$/', $region)) { http_response_code(500); }
                echo $region, ' ', getmypid();
                """.formatted(integrations(), folder));
        try (var orchestrator = new OrchestratorFixture();
                var fpm = fpm();
                var _ = nginx(port);
                var agent = agent(orchestrator, port, fpm.pid())) {
            Await.until("health says yes", BOUND, () -> status(agent.health() + "/health") == 200);
            var before = body(port);
            assertThat(before).startsWith("us-east-1 ");

            orchestrator.apply(settings("shop/7/set", "eu-central-1"));
            assertThat(body(port)).startsWith("eu-central-1 ");
            assertThat(body(port)).as("workers were replaced").isNotEqualTo(before.replace("us-east", "eu-central"));
            assertThat(get("http://127.0.0.1:" + port + "/health.php").body())
                    .contains("\"active\":\"eu-central\"", "\"epoch\":7");

            var broken = orchestrator.carryOut(settings("shop/7/bad", "mars-1"));
            assertThat(broken)
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            outcome ->
                                    assertThat(outcome.problem().sentence()).contains("were taken back", "BAD_STATUS"));
            assertThat(body(port)).startsWith("eu-central-1 ");

            orchestrator.apply(new AgentOrder.Fence("shop/8/fence", new Epoch(8), "us-east is dead"));
            assertThat(get("http://127.0.0.1:" + port + "/health.php?format=text")
                            .body())
                    .isEqualTo("fenced\n");
            assertThat(status(agent.health() + "/health")).isEqualTo(503);
            assertThat(status(agent.health() + "/health?fence=ignore"))
                    .as("whoever raised it sees that the host is well, and may come back")
                    .isEqualTo(200);
            assertThat(status("http://127.0.0.1:" + port + "/health.php?fence=ignore"))
                    .isEqualTo(200);

            orchestrator.apply(new AgentOrder.Release("shop/9/release", new Epoch(9)));
            Await.until("health says yes again", BOUND, () -> status(agent.health() + "/health") == 200);
            assertThat(status("http://127.0.0.1:" + port + "/health.php")).isEqualTo(200);
        }
    }

    @Test
    void php_fpm_that_does_not_answer_is_seen_without_the_web_server() throws IOException {
        try (var fpm = fpm();
                var orchestrator = new OrchestratorFixture();
                var agent = agent(orchestrator, Ports.free(), fpm.pid())) {
            Await.until("the pool is seen", BOUND, () -> health(agent).contains("PHP-FPM answered in"));
            assertThat(fpm.terminate(BOUND)).isZero();
            Await.until("it is seen to be gone", BOUND, () -> health(agent).contains("PHP-FPM at "));
            assertThat(status(agent.health() + "/health")).isEqualTo(503);
        }
    }

    private static String health(Agent agent) {
        return get(agent.health() + "/health").body();
    }

    private static AgentOrder settings(String id, String store) {
        return new AgentOrder.Settings(id, new Epoch(7), Map.of("AWS_REGION", store, "LEEWARD_ACTIVE", "eu-central"));
    }

    private Agent agent(OrchestratorFixture orchestrator, int port, long fpm) throws IOException {
        var file = Files.writeString(folder.resolve("agent.yaml"), """
                service: shop
                region: us-east
                name: web-1
                state: state
                token: "${env:AGENT_TOKEN}"
                orchestrators: [{url: "http://127.0.0.1:%1$d"}]
                health: {listen: "127.0.0.1:0"}
                checks:
                  - http: {id: store, url: "http://127.0.0.1:%2$d/store.php", interval: 500ms, timeout: 5s}
                  - php-fpm: {socket: fpm.sock, interval: 500ms, timeout: 5s}
                settings:
                  file: environment
                  keys: ["LEEWARD_*", AWS_REGION]
                  commands: [[kill, -USR2, "%3$d"]]
                  within: 10s
                fence: {every: 200ms}
                """.formatted(orchestrator.port(), port, fpm));
        var read = HostFile.read(file, Environment.of(Map.of("AGENT_TOKEN", OrchestratorFixture.TOKEN)));
        var settings = read.settings().orElseThrow(() -> new AssertionError(read.remarks()));
        return switch (Agent.start(settings, "test")) {
            case Agent.Start.Running(Agent agent) -> agent;
            case Agent.Start.Refused refused -> throw new AssertionError(refused.problem());
        };
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
                pm.max_children = 1
                ping.path = /ping
                env[LEEWARD_ENVIRONMENT] = %1$s/environment
                """.formatted(folder, System.getProperty("user.name")));
        return LocalProcess.start(folder, program(), "-R", "-F", "-y", conf.toString())
                .awaitReady("its socket", BOUND, () -> Files.exists(socket));
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
                """.formatted(folder, port, integrations()));
        return LocalProcess.start(folder, Needs.program("nginx").toString(), "-c", conf.toString())
                .awaitPort(port, BOUND);
    }

    private static Path integrations() {
        return Path.of(System.getProperty("leeward.root", ".."))
                .toAbsolutePath()
                .normalize()
                .resolve("integrations");
    }

    private static String body(int port) {
        return get("http://127.0.0.1:" + port + "/store.php").body();
    }

    private static int status(String url) {
        return get(url).statusCode();
    }

    private static HttpResponse<String> get(String url) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(BOUND).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
