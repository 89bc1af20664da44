package dev.leeward.cli;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiServer;
import dev.leeward.api.ApiStart;
import dev.leeward.testkit.FakeDesk;
import dev.leeward.testkit.ShopViews;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;

/** Runs commands in this process against an API over a fake desk. */
final class CommandFixture implements AutoCloseable {
    final FakeDesk desk = FakeDesk.showing(ShopViews.atEase());
    final ApiServer server;
    private Wiring wiring = new Wiring(
            (configuration, limit) -> {
                throw new AssertionError("nobody is to be asked");
            },
            (store, version, err) -> {
                throw new AssertionError("nothing is to be run");
            },
            (store, version, err) -> {
                throw new AssertionError("nothing is to be run");
            });
    private boolean terminal;
    private String answers = "";

    CommandFixture() {
        this(ApiOptions.loopback(0));
    }

    CommandFixture(ApiOptions options) {
        this.server = switch (ApiServer.start(options, desk)) {
            case ApiStart.Started started -> started.server();
            case ApiStart.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    /** What a command came to. */
    record Ran(int code, String out, String err) {}

    /** From now on a person sits there, and types {@code answers}. */
    CommandFixture person(String answers) {
        this.terminal = true;
        this.answers = answers;
        return this;
    }

    /** Reaches these parts from now on. */
    CommandFixture reaching(Wiring parts) {
        this.wiring = parts;
        return this;
    }

    /** Runs a command that talks to the API. */
    Ran run(String... arguments) {
        return run(Map.of("LEEWARD_API", server.uri().toString()), arguments);
    }

    /** Runs a command with these variables. */
    Ran run(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new Surroundings(environment, terminal, new BufferedReader(new StringReader(answers)));
        var command = Leeward.commandLine(surroundings, wiring)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = command.execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
