package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.journal.etcd.EtcdHome;
import dev.leeward.journal.sqlite.FileHome;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.relocation.JournalHome;
import java.nio.file.Path;

/** Where journals lie, for those who look at them or move them without leading. */
public final class JournalHomes {
    private static final String MOVER = "journal-move";

    private JournalHomes() {}

    /** Where {@code configuration} says that the journal is. */
    public static JournalHome of(Configuration configuration, String version) {
        var node = configuration.observer().name().value();
        return switch (configuration.journal().store()) {
            case JournalSettings.File file -> new FileHome(new JournalFile(file.path(), node, version));
            case JournalSettings.Etcd etcd -> new EtcdHome(Leaderships.place(etcd, node, version));
        };
    }

    /** A file, such as a backup. */
    public static JournalHome of(Path file, String version) {
        return new FileHome(new JournalFile(file, MOVER, version));
    }
}
