package dev.leeward.emulator.linode;

import java.time.Duration;
import java.util.Map;

/** Something that goes wrong with one call. */
public sealed interface LinodeFault {
    /** The call is answered with this; {@code applied} says whether it is carried out nevertheless. */
    record Answer(boolean applied, int status, Map<String, String> headers, String contentType, String body)
            implements LinodeFault {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer ever comes; {@code applied} says whether the call is carried out. */
    record Silence(boolean applied) implements LinodeFault {}

    /** The connection breaks instead of an answer; {@code applied} says whether the call is carried out. */
    record Break(boolean applied) implements LinodeFault {}

    /** The call is carried out, half of the answer arrives. */
    record Half() implements LinodeFault {}

    /** A list shows what stood before the last write. */
    record Stale() implements LinodeFault {}

    /** Somebody else does something right before the call is carried out as usual. */
    record Meanwhile(Runnable edit) implements LinodeFault {}

    /** The write lands, the answer never comes. */
    static LinodeFault applyThenTimeOut() {
        return new Silence(true);
    }

    /** The call is swallowed. */
    static LinodeFault timeOutBeforeApply() {
        return new Silence(false);
    }

    /** Too many requests. */
    static LinodeFault throttled(Duration retryAfter) {
        return json(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), "Too many requests");
    }

    /** Out of service, {@code maintenance} being announced or not. */
    static LinodeFault unavailable(boolean maintenance) {
        Map<String, String> headers = maintenance ? Map.of("X-Maintenance-Mode", "all,expiration-unknown") : Map.of();
        return json(503, headers, "Service unavailable");
    }

    /** The odd way in which the API says "try again". */
    static LinodeFault busy() {
        return json(400, Map.of(), "Linode busy.");
    }

    /** A gateway in front of the API gives up; {@code applied} says whether the API behind it did its work. */
    static LinodeFault badGateway(boolean applied) {
        String page =
                "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>"
                        + "</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        return new Answer(applied, 502, Map.of(), "text/html", page);
    }

    /** The token was revoked. */
    static LinodeFault invalidToken() {
        return json(401, Map.of(), "Invalid Token");
    }

    /** Any error in the API's own form. */
    static LinodeFault refused(int status, String reason) {
        return json(status, Map.of(), reason);
    }

    private static LinodeFault json(int status, Map<String, String> headers, String reason) {
        return new Answer(false, status, headers, "application/json", "{\"errors\":[{\"reason\":\"" + reason + "\"}]}");
    }
}
