package dev.leeward.probe.flow;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/**
 * The cookies of one walk (RFC 6265): OkHttp reads them and tells where each belongs, this keeps them. Those of a connection
 * that races another come on other threads.
 */
final class Cookies implements CookieJar {
    /** What browsers keep for one name (RFC 6265, section 6.1, asks for 50). */
    private static final int MOST = 180;

    private final InstantSource clock;
    private final List<Cookie> kept = new ArrayList<>();

    Cookies(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
        for (Cookie cookie : cookies) {
            kept.removeIf(old -> old.name().equals(cookie.name())
                    && old.domain().equals(cookie.domain())
                    && old.path().equals(cookie.path()));
            if (!isOver(cookie)) kept.add(cookie);
            if (kept.size() > MOST) kept.removeFirst();
        }
    }

    @Override
    public synchronized List<Cookie> loadForRequest(HttpUrl url) {
        kept.removeIf(this::isOver);
        // Longer paths first, then the older ones (RFC 6265, section 5.4); the sort is stable.
        return kept.stream()
                .filter(cookie -> cookie.matches(url))
                .sorted(Comparator.comparingInt((Cookie cookie) -> cookie.path().length())
                        .reversed())
                .toList();
    }

    private boolean isOver(Cookie cookie) {
        return cookie.expiresAt() <= clock.millis();
    }
}
