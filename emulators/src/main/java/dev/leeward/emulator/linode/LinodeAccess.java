package dev.leeward.emulator.linode;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may call, for what, and how often. Thread-safe. */
final class LinodeAccess {
    private static final int WINDOW_SECONDS = 60;

    private final Map<String, String> scopes = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private int limit = 800;
    private int used;
    private long windowEnds;

    LinodeAccess(InstantSource clock) {
        this.clock = clock;
    }

    void grant(String token, String granted) {
        scopes.put(token, granted);
    }

    void revoke(String token) {
        scopes.remove(token);
    }

    synchronized void limit(int perMinute) {
        limit = perMinute;
        used = 0;
    }

    /** The scopes behind an {@code Authorization} header, empty when it holds no valid token. */
    Optional<String> granted(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) return Optional.empty();
        return Optional.ofNullable(scopes.get(authorization.substring("Bearer ".length())));
    }

    static String needed(LinodeCall call) {
        return call.scope() + (call.isWrite() ? ":read_write" : ":read_only");
    }

    static boolean allows(String granted, LinodeCall call) {
        for (String scope : granted.split("[ ,]+", -1)) {
            if (scope.equals("*") || scope.equals(call.scope() + ":read_write")) return true;
            if (!call.isWrite() && scope.equals(call.scope() + ":read_only")) return true;
        }
        return false;
    }

    /** Counts one call. */
    synchronized Rate count() {
        long now = clock.instant().getEpochSecond();
        if (now >= windowEnds) {
            windowEnds = now + WINDOW_SECONDS;
            used = 0;
        }
        used++;
        return new Rate(limit, Math.max(0, limit - used), windowEnds, used > limit, windowEnds - now);
    }

    /** How things stand in this minute; {@code reset} in seconds since 1970. */
    record Rate(int limit, int remaining, long reset, boolean exceeded, long retryAfterSeconds) {
        Map<String, String> headers() {
            return Map.of(
                    "X-RateLimit-Limit", Integer.toString(limit),
                    "X-RateLimit-Remaining", Integer.toString(remaining),
                    "X-RateLimit-Reset", Long.toString(reset));
        }
    }
}
