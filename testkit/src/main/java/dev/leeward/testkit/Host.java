package dev.leeward.testkit;

import java.nio.file.Path;
import java.util.List;

/** Where a program of a test runs and is asked: this machine itself, or a host of a {@link Lan}. */
public interface Host {
    /** This machine, on loopback. */
    static Host thisMachine() {
        return new ThisMachine();
    }

    /** Where what runs there listens. */
    String address();

    /** A port that nobody uses there; {@code usual} where nothing else can be in the way. */
    int port(int usual);

    /** Starts a program there; see {@link LocalProcess#start(Path, String...)}. */
    LocalProcess start(Path folder, List<String> command);

    /** The status that {@code url} answers when it is asked there, or -1 when nobody answers. */
    int status(String url);

    /**
     * The body that {@code url} answers when it is asked there, or nothing when nobody answers.
     *
     * @param token to show, where one is needed; empty for none
     */
    String body(String url, String token);

    /** The same without a token. */
    default String body(String url) {
        return body(url, "");
    }

    /** The body of the answer to {@code json} posted there to {@code url}, or nothing when nobody answers. */
    String post(String url, String json, String token);
}
