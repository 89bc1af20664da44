package dev.leeward.testkit;

import java.nio.file.Path;
import java.util.List;

/** Loopback, where everything shares one address and ports are told apart. */
record ThisMachine() implements Host {
    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public int port(int usual) {
        return Ports.free();
    }

    @Override
    public LocalProcess start(Path folder, List<String> command) {
        return LocalProcess.start(folder, command.toArray(String[]::new));
    }

    @Override
    public int status(String url) {
        return HttpGet.status(url);
    }

    @Override
    public String body(String url, String token) {
        return HttpGet.body(url, token);
    }

    @Override
    public String post(String url, String json, String token) {
        return HttpGet.post(url, json, token);
    }
}
