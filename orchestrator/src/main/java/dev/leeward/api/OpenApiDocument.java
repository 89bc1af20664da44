package dev.leeward.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of this API (OpenAPI 3.1), kept as {@code openapi.yaml} beside this class. */
final class OpenApiDocument {
    private final String yaml;
    private final String json;

    OpenApiDocument() {
        this.yaml = read();
        this.json = Json.MAPPER.writeValueAsString(YAMLMapper.shared().readTree(yaml));
    }

    List<Route> routes() {
        return List.of(
                Route.open("/api/v1/openapi.json", exchange -> exchange.text(200, "application/json", json)),
                Route.open("/api/v1/openapi.yaml", exchange -> exchange.text(200, "application/yaml", yaml)));
    }

    private static String read() {
        try (InputStream in =
                Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream("openapi.yaml"), "openapi.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml in the jar cannot be read", e);
        }
    }
}
