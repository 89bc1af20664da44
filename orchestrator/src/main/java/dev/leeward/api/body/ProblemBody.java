package dev.leeward.api.body;

import java.util.List;
import java.util.Optional;

/**
 * Something went wrong, after RFC 9457.
 *
 * @param type a URI reference that names the kind: {@code urn:leeward:problem:not-found}
 * @param title the kind in a few words
 * @param status the HTTP status
 * @param detail what happened to what, and what to do
 * @param code the stable code, see {@link dev.leeward.fault.FaultCode}
 * @param errors what is wrong in the request or in the configuration
 * @param rules for a refused order, how every rule stands
 */
public record ProblemBody(
        String type, String title, int status, String detail, String code, List<Fault> errors, List<RuleBody> rules) {

    /**
     * One thing that is wrong.
     *
     * @param pointer where in the request's body (RFC 6901); left out where it is not about the body
     */
    public record Fault(Optional<String> pointer, String detail) {
        /** Something wrong at {@code pointer}. */
        public static Fault at(String pointer, String detail) {
            return new Fault(Optional.of(pointer), detail);
        }

        /** Something wrong as a whole. */
        public static Fault general(String detail) {
            return new Fault(Optional.empty(), detail);
        }
    }
}
