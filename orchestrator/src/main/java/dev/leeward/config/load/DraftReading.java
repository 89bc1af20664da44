package dev.leeward.config.load;

import dev.leeward.config.ApiSettings;
import dev.leeward.config.HookSettings;
import dev.leeward.config.JournalSettings;
import dev.leeward.config.ObserverSettings;
import dev.leeward.config.VantageSettings;
import dev.leeward.config.VerifySettings;
import dev.leeward.config.load.Draft.DeclarationDraft;
import dev.leeward.config.load.Draft.NoticeDraft;
import dev.leeward.config.load.Draft.PlaceDraft;
import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.source.Node;
import dev.leeward.health.HealthPolicy;
import dev.leeward.linode.LinodeAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the whole file. */
final class DraftReading {
    private static final int MAX_SERVICES = 1000;

    private final Reading reading;

    DraftReading(Reading reading) {
        this.reading = reading;
    }

    Optional<Draft> read(Node root) {
        reading.locate(root);
        return new Cell(reading, root, Place.ROOT)
                .section("keys such as services")
                .map(this::draft);
    }

    private Draft draft(Section file) {
        VerifySettings verify = section(file, "verify")
                .map(inner -> NodeReading.verify(inner, VerifySettings.defaults()))
                .orElse(VerifySettings.defaults());
        Optional<DeclarationDraft> declaration = file.cell("data").flatMap(DeclarationReading::read);
        Section observing = section(file, "observer").orElseGet(() -> nothing("observer"));
        ObserverSettings observer = NodeReading.observer(observing);
        List<ProbeDraft> references = observing
                .cell("references")
                .map(cell -> ProbeReading.read(
                        cell,
                        "reference",
                        HealthPolicy.defaults(),
                        new StoreLooks(declaration, Optional.empty()),
                        RegionLooks.NONE))
                .orElse(List.of());
        observing.end();
        List<VantageSettings> points =
                file.cell("vantage-points").map(VantageReading::read).orElse(List.of());
        int watching = Draft.observers(points, observer).size();
        List<ServiceDraft> services = services(file, verify, majority(watching), declaration);
        Section journaling = section(file, "journal").orElseGet(() -> nothing("journal"));
        JournalSettings journal = NodeReading.journal(journaling, reading.directory());
        journaling.end();
        Section calling = section(file, "api").orElseGet(() -> nothing("api"));
        ApiSettings api = NodeReading.api(calling);
        calling.end();
        List<HookSettings> hooks = file.cell("hooks").map(HookReading::read).orElse(List.of());
        List<NoticeDraft> notices = file.cell("notify").map(NotifyReading::read).orElse(List.of());
        List<PlaceDraft> places = file.cell("places").map(PlacesReading::read).orElse(List.of());
        Optional<LinodeAccount> linode = section(file, "linode").flatMap(NodeBalancerReading::account);
        file.end();
        AgentReading.judge(reading);
        return new Draft(
                services,
                references,
                observer,
                points,
                journal,
                api,
                hooks,
                notices,
                verify,
                places,
                declaration,
                linode);
    }

    /** More than half of them: no two such groups can contradict each other. */
    private static int majority(int vantagePoints) {
        return vantagePoints / 2 + 1;
    }

    private List<ServiceDraft> services(
            Section file, VerifySettings verify, int quorum, Optional<DeclarationDraft> declared) {
        Optional<Cell> cell = file.has("data")
                ? file.cell("services")
                : file.require("services", "services: with at least one of them");
        Map<String, Cell> named =
                cell.flatMap(c -> c.named("services, each with its name")).orElse(Map.of());
        boolean empty = cell.filter(
                        c -> c.node() instanceof Node.Mapping m && m.entries().isEmpty())
                .isPresent();
        if (empty) cell.ifPresent(c -> c.wrong("there is no service"));
        if (named.size() > MAX_SERVICES) cell.ifPresent(c -> c.wrong("more than " + MAX_SERVICES + " services"));
        List<ServiceDraft> services = new ArrayList<>();
        named.forEach((name, service) ->
                ServiceReading.read(name, service, verify, quorum, declared).ifPresent(services::add));
        return services;
    }

    private static Optional<Section> section(Section file, String key) {
        return file.cell(key).flatMap(cell -> cell.section("keys with values"));
    }

    /** A section that is not given: everything in it has its default. */
    private Section nothing(String key) {
        return new Section(reading, Place.ROOT.key(key, reading.span(key)), Map.of());
    }
}
