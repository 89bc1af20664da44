package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A host of a {@link Lan}. What runs there has the number of its own process: {@code ip netns exec} becomes it. It is asked
 * from inside, whatever is cut outside.
 */
record LanHost(String namespace, String address) implements Host {
    private static final String PATIENCE_SECONDS = "5";

    @Override
    public int port(int usual) {
        return usual;
    }

    @Override
    public LocalProcess start(Path folder, List<String> command) {
        return LocalProcess.start(folder, inside(command).toArray(String[]::new));
    }

    @Override
    public int status(String url) {
        var status = curl(List.of("-o", "/dev/null", "-w", "%{http_code}", url));
        return status.isEmpty() || status.equals("000") ? -1 : Integer.parseInt(status);
    }

    @Override
    public String body(String url, String token) {
        return curl(List.of("-H", authorization(token), url));
    }

    @Override
    public String post(String url, String json, String token) {
        return curl(List.of("-H", authorization(token), "-H", "Content-Type: application/json", "-d", json, url));
    }

    /** A header without a value is one that curl leaves out. */
    private static String authorization(String token) {
        return token.isEmpty() ? "Authorization:" : "Authorization: Bearer " + token;
    }

    private String curl(List<String> arguments) {
        var command = new ArrayList<>(List.of("curl", "-s", "-m", PATIENCE_SECONDS));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(inside(command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private List<String> inside(List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(command);
        return all;
    }
}
