package dev.leeward.config.load;

import dev.leeward.config.load.ConfigurationCheck.Loaded;
import dev.leeward.config.source.SourceText;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The example files, with the secrets and files they refer to. */
final class Samples {
    static final Environment VARIABLES = Environment.of(Map.of(
            "LINODE_TOKEN", "linode-secret-0123456789",
            "HEALTH_TOKEN", "health-secret-0123456789",
            "VIEWER_TOKEN", "viewer-secret-0123456789",
            "AGENT_TOKEN", "agents-secret-0123456789",
            "AGENT_TOKEN_2", "agents-other-secret-0123456789",
            "ALERT_URL", "https://hooks.example.com/services/T0/B0/alert-secret",
            "ALERT_SECRET", "signing-secret-0123456789",
            "TSIG_SECRET", "c2VjcmV0LXNlY3JldC1zZWNyZXQ="));

    private final Path directory;

    /** @param directory takes the files that examples refer to */
    Samples(Path directory) {
        this.directory = directory;
        secret("tsig.key", """
                key "leeward." {
                    algorithm hmac-sha256;
                    secret "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";
                };
                """);
        secret("alice.token", "operator-secret-0123456789\n");
        secret("api.pem", "certificate");
        secret("api.key", "key");
        secret("ca.pem", "certificate");
        secret("ssh.key", "private key");
        secret("known_hosts", "");
    }

    static Path root() {
        return Path.of(System.getProperty("leeward.root", ".."));
    }

    static String example(String name) {
        return read(root().resolve("examples").resolve(name));
    }

    static String resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/dev/leeward/config/" + name)) {
            if (in == null) throw new IllegalStateException("no resource " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void secret(String name, String text) {
        try {
            Files.setPosixFilePermissions(write(name, text), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Loaded load(String name, String text) {
        return Loaded.from(directory.resolve(name), SourceText.of(name, text), VARIABLES);
    }

    ConfigurationCheck check(String text) {
        return load("shop.yaml", text).check();
    }
}
