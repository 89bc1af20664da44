package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.probe.Prober;
import dev.leeward.testkit.ProberContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

final class WireProberContractTest extends ProberContract {

    private final StrangeServer healthy = StrangeServer.answering("HTTP/1.1 204 No Content\r\n\r\n");
    private final StrangeServer silent = StrangeServer.silent();

    @AfterEach
    void stop() {
        healthy.close();
        silent.close();
    }

    @Override
    protected Prober prober() {
        return new WireProber(new WireRig.FixedNames(), InstantSource.system(), "leeward/test");
    }

    @Override
    protected Check healthy() {
        return WireRig.get(healthy.url("/"));
    }

    @Override
    protected Check failing() {
        return new Check.Tcp("127.0.0.1", StrangeServer.deadPort());
    }

    @Override
    protected Check silent() {
        return WireRig.get(silent.url("/"));
    }
}
