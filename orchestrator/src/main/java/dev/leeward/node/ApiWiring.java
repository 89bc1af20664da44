package dev.leeward.node;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiToken;
import dev.leeward.api.Role;
import dev.leeward.api.TlsFiles;
import dev.leeward.api.body.WhereaboutsBody;
import dev.leeward.config.ApiSettings;
import dev.leeward.config.Configuration;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.Store;
import dev.leeward.evidence.Feed;
import dev.leeward.region.RegionName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
            case APPLICATION -> Role.APPLICATION;
            case PEER -> Role.PEER;
            case VIEWER -> Role.VIEWER;
            case OPERATOR -> Role.OPERATOR;
        };
    }

    /** Where each region of {@code configuration} keeps its data. */
    static Map<RegionName, WhereaboutsBody.DynamoDb> stores(Configuration configuration) {
        return configuration.declaration().map(Declaration::stores).orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        Store::region,
                        store -> new WhereaboutsBody.DynamoDb(
                                store.awsRegion(), store.endpoint().map(URI::toString))));
    }
}
