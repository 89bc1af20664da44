package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.journal.etcd.EtcdLeadership;
import dev.leeward.journal.etcd.EtcdPlace;
import dev.leeward.journal.sqlite.FileLeadership;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.leadership.Leadership;
import java.util.Optional;

/** The leadership that the configured journal asks for. */
final class Leaderships {
    private Leaderships() {}

    static Leadership of(Configuration configuration, String version) throws RefusedException {
        var node = configuration.observer().name().value();
        return switch (configuration.journal().store()) {
            case JournalSettings.File file -> new FileLeadership(new JournalFile(file.path(), node, version));
            case JournalSettings.Etcd etcd ->
                switch (EtcdLeadership.open(place(etcd, node, version))) {
                    case EtcdLeadership.Opening.Opened opened -> opened.leadership();
                    case EtcdLeadership.Opening.Refused refused -> throw new RefusedException(refused.problem());
                };
        };
    }

    static EtcdPlace place(JournalSettings.Etcd etcd, String node, String version) {
        boolean secure = etcd.endpoints().getFirst().getScheme().equalsIgnoreCase("https");
        var tls = etcd.tls()
                .map(files -> new EtcdPlace.Tls(
                        files.authorities(),
                        files.client().map(c -> new EtcdPlace.ClientCertificate(c.certificate(), c.key()))));
        return new EtcdPlace(
                etcd.endpoints(),
                etcd.prefix(),
                secure ? tls.or(() -> Optional.of(new EtcdPlace.Tls(Optional.empty(), Optional.empty()))) : tls,
                etcd.login().map(login -> new EtcdPlace.Login(login.user(), login.password())),
                node,
                version,
                etcd.lease());
    }
}
