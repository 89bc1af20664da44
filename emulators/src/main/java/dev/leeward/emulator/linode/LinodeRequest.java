package dev.leeward.emulator.linode;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived, without its token.
 *
 * @param call which call it makes, empty when it is none that is emulated
 * @param path with its version and query, as sent
 * @param filter the {@code X-Filter} header
 * @param contentType of the body
 */
public record LinodeRequest(
        Optional<LinodeCall> call,
        String method,
        String path,
        @Nullable String filter,
        @Nullable String contentType,
        String body) {
    /** The path split at the slashes, without its version and query. */
    List<String> segments() {
        String bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        List<String> all = List.of(bare.substring(1).split("/", -1));
        return all.size() > 1 ? all.subList(1, all.size()) : List.of();
    }

    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        int query = path.indexOf('?');
        if (query < 0) return Optional.empty();
        for (String pair : path.substring(query + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) return Optional.of(pair.substring(name.length() + 1));
        }
        return Optional.empty();
    }
}
