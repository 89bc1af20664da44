package dev.leeward.journal.etcd;

import dev.leeward.testkit.EtcdServer;
import dev.leeward.testkit.journal.JournalContract;
import dev.leeward.testkit.journal.JournalPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The journal on etcd does what every journal must, on a real etcd. */
@TestInstance(Lifecycle.PER_CLASS)
final class EtcdContractIT extends JournalContract {
    private EtcdServer server;

    private final List<KeysPlace> places = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) {
        server = EtcdServer.single(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        places.forEach(KeysPlace::close);
    }

    @Override
    protected JournalPlace place() {
        var place = new KeysPlace(server.endpoint());
        places.add(place);
        return place;
    }
}
