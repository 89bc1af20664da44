package dev.leeward.cli;

import dev.leeward.api.ApiOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running node to talk to, and as whom. */
final class ApiOption {
    private static final long MAX_TOKEN = 4_096;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description =
                    "The node to talk to. Default: LEEWARD_API, or http://127.0.0.1:" + ApiOptions.DEFAULT_PORT + ".")
    private @Nullable String api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file with the bearer token. Default: the token in LEEWARD_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file of the authorities to trust for https, instead of Java's.")
    private @Nullable Path caFile;

    /** The client for that node. */
    ApiClient client(Surroundings surroundings) {
        var base = base(surroundings);
        var token = token(surroundings);
        if (token.isPresent() && base.getScheme().equals("http") && !isLoopback(base)) {
            throw wrong("A token must not travel in the clear: use https for " + base + ".");
        }
        try {
            return ApiClient.of(base, token, Optional.ofNullable(caFile));
        } catch (IOException e) {
            throw wrong("Cannot read --ca-file " + caFile + ": " + e.getMessage());
        }
    }

    private URI base(Surroundings surroundings) {
        var text = api != null
                ? api
                : surroundings.environment().getOrDefault("LEEWARD_API", "http://127.0.0.1:" + ApiOptions.DEFAULT_PORT);
        try {
            var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            var scheme = uri.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme)) && uri.getHost() != null) return uri;
        } catch (IllegalArgumentException notOne) {
            throw wrong("'" + text + "' is not the address of a node: " + notOne.getMessage());
        }
        throw wrong("'" + text + "' is not the address of a node: it looks like http://127.0.0.1:8600.");
    }

    private Optional<String> token(Surroundings surroundings) {
        if (tokenFile == null) {
            return Optional.ofNullable(surroundings.environment().get("LEEWARD_TOKEN"))
                    .map(String::strip)
                    .filter(token -> !token.isEmpty());
        }
        try {
            if (Files.size(tokenFile) > MAX_TOKEN)
                throw wrong("--token-file " + tokenFile + " is too long for a token.");
            var token = Files.readString(tokenFile, StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) throw wrong("--token-file " + tokenFile + " is empty.");
            return Optional.of(token);
        } catch (IOException e) {
            throw wrong("Cannot read --token-file " + tokenFile + ": " + e.getMessage());
        }
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost().equals("localhost")
                || uri.getHost().startsWith("127.")
                || uri.getHost().equals("[::1]");
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
