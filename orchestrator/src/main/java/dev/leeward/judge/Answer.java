package dev.leeward.judge;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An HTTP answer that is to be judged.
 *
 * @param headers the values of all headers of a name, in any case, in order
 * @param body as much of it as was read
 * @param cut whether it was longer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and up to a megabyte: no copies
public record Answer(Function<String, List<String>> headers, byte[] body, boolean cut) {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]+)");

    /** The body, in the character set that the server names, or UTF-8 where it says nothing or something unknown. */
    public String text() {
        return new String(body, charset());
    }

    private Charset charset() {
        var named = headers.apply("content-type").stream()
                .limit(1)
                .map(CHARSET::matcher)
                .filter(matcher -> matcher.find())
                .findFirst();
        if (named.isEmpty()) return StandardCharsets.UTF_8;
        try {
            return Charset.forName(named.get().group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
