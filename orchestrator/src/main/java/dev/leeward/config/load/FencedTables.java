package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.MeasureSettings.TablesFence;
import dev.leeward.config.load.Draft.ServiceDraft;
import java.util.List;

/** Which tables the fences of a service go around: those that it keeps its state in. */
final class FencedTables {
    private FencedTables() {}

    /** The means of the service's measures, with the tables that are meant. */
    static List<MeasureSettings> named(ServiceDraft service, Draft draft) {
        return service.runBook().settings().stream()
                .map(settings -> settings instanceof TablesFence fence
                        ? new TablesFence(fence.id(), of(service, draft), fence.exempt())
                        : settings)
                .toList();
    }

    /** Those that the service names; of a service that is alone in its file all that are declared. */
    static List<String> of(ServiceDraft service, Draft draft) {
        if (service.tables().isPresent()) return service.tables().get();
        if (draft.services().size() != 1) return List.of();
        return draft.declaration().stream()
                .flatMap(declared -> declared.tables().stream())
                .map(table -> table.table().name())
                .toList();
    }
}
