package dev.leeward.api;

import dev.leeward.agents.AgentDesk;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Tells who calls by the bearer token. Keeps SHA-256 hashes only, compares in constant time, and looks at every token
 * whichever matches.
 */
final class Doorman {
    private final List<Known> known;
    private final AgentDesk agents;
    private final WrongTokens wrong = new WrongTokens(System::nanoTime);

    private Doorman(List<Known> known, AgentDesk agents) {
        this.known = List.copyOf(known);
        this.agents = agents;
    }

    private record Known(Caller caller, String hash) {}

    /** Who it is, or why nobody is let in. */
    sealed interface Verdict {
        record Is(Caller caller) implements Verdict {}

        record Unknown(Problem problem, Duration pause) implements Verdict {}
    }

    /** Reads the secrets of {@code tokens}; the first that is unfit, if one is. */
    static Optional<Problem> unfit(List<ApiToken> tokens) {
        var names = new HashSet<String>();
        for (var token : tokens) {
            if (!names.add(token.name())) {
                return Optional.of(bad("two API tokens are named '" + token.name() + "': name each after its bearer"));
            }
            if (token.secret().get().strip().length() < ApiToken.MIN_LENGTH) {
                return Optional.of(bad("the API token '" + token.name() + "' is shorter than " + ApiToken.MIN_LENGTH
                        + " characters: make one with 'openssl rand -hex 32'"));
            }
        }
        return Optional.empty();
    }

    /** Lets in the bearers of {@code tokens}, which are fit, and agents. */
    static Doorman of(List<ApiToken> tokens, AgentDesk agents) {
        var known = new ArrayList<Known>();
        for (var token : tokens) {
            known.add(new Known(
                    new Caller(token.name(), token.role()),
                    sha256(token.secret().get().strip())));
        }
        return new Doorman(known, agents);
    }

    /** Whether callers must show a token at all. */
    boolean asksForTokens() {
        return !known.isEmpty();
    }

    /**
     * Who calls.
     *
     * @param authorization the header of that name
     * @param address the caller's, for slowing down those who guess
     */
    Verdict judge(Optional<String> authorization, String address) {
        var agent = authorization.flatMap(Doorman::token).flatMap(agents::bearer);
        if (agent.isPresent()) return new Verdict.Is(Caller.agent(agent.get()));
        if (known.isEmpty()) return new Verdict.Is(Caller.LOCAL);
        if (authorization.isEmpty()) {
            return new Verdict.Unknown(denied("this needs a bearer token in the Authorization header"), Duration.ZERO);
        }
        var caller = token(authorization.get()).flatMap(token -> find(sha256(token)));
        if (caller.isPresent()) return new Verdict.Is(caller.get());
        return new Verdict.Unknown(denied("the bearer token is not known here"), wrong.note(address));
    }

    private static Optional<String> token(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }

    private Optional<Caller> find(String hash) {
        Optional<Caller> found = Optional.empty();
        for (var each : known) {
            if (MessageDigest.isEqual(bytes(each.hash()), bytes(hash))) found = Optional.of(each.caller());
        }
        return found;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Problem denied(String sentence) {
        return Problem.lasting(FaultCode.UNAUTHENTICATED, sentence);
    }

    private static Problem bad(String sentence) {
        return Problem.lasting(FaultCode.MISCONFIGURED, sentence);
    }
}
