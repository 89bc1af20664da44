package dev.leeward.node;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiToken;
import dev.leeward.api.Role;
import dev.leeward.api.TlsFiles;
import dev.leeward.config.ApiSettings;
import dev.leeward.evidence.Feed;
import java.util.Set;
import java.util.function.Supplier;

/** From what was configured about the API to what the API wants to know. */
final class ApiWiring {
    private ApiWiring() {}

    static ApiOptions options(ApiSettings settings, Supplier<String> metrics, Feed evidence) {
        var tokens = settings.tokens().stream()
                .map(t -> new ApiToken(t.name(), role(t.role()), t.token()::reveal))
                .toList();
        return new ApiOptions(
                settings.listen().host(),
                settings.listen().port(),
                settings.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())),
                settings.plainText(),
                tokens,
                Set.of(),
                metrics,
                evidence);
    }

    private static Role role(ApiSettings.Role role) {
        return switch (role) {
            case PEER -> Role.PEER;
            case VIEWER -> Role.VIEWER;
            case OPERATOR -> Role.OPERATOR;
        };
    }
}
