package dev.leeward.probe.flow;

import dev.leeward.probe.Check;
import dev.leeward.probe.Check.Expectation;
import dev.leeward.probe.Check.TlsPolicy;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Template;
import dev.leeward.probe.UserFlow;
import dev.leeward.resolve.Lookup;
import dev.leeward.testkit.ProberContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class FlowProberContractTest extends ProberContract {
    private FormShop shop;

    @BeforeEach
    void open() throws IOException {
        shop = FormShop.open();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Override
    protected Prober prober() {
        return new FlowProber(
                (host, within) ->
                        CompletableFuture.completedFuture(new Lookup.Found(List.of(InetAddress.ofLiteral(host)))),
                InstantSource.system(),
                "leeward/test");
    }

    @Override
    protected Check healthy() {
        return get("/login");
    }

    @Override
    protected Check failing() {
        return get("/account");
    }

    @Override
    protected Check silent() {
        return get("/silence");
    }

    private Check get(String path) {
        var step = new UserFlow.Step(
                path,
                "GET",
                Template.of(path),
                Map.of(),
                Optional.empty(),
                Expectation.any2xx(),
                0,
                List.of(),
                Optional.empty());
        var base = URI.create("http://127.0.0.1:" + shop.port());
        return new Check.Flow(new UserFlow("one", base, Optional.empty(), TlsPolicy.strict(), List.of(step)));
    }
}
