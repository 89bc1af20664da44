package dev.leeward.api;

import dev.leeward.control.Desk;
import dev.leeward.control.ServiceView;
import dev.leeward.region.ServiceName;
import java.util.Optional;

/** Which service a request is about. */
final class Subject {
    private Subject() {}

    /** The service that the path names; where there is none, that was answered. */
    static Optional<ServiceView> of(Desk desk, Exchange exchange) {
        var name = exchange.path("name");
        var view = ServiceName.isValid(name) ? desk.service(new ServiceName(name)) : Optional.<ServiceView>empty();
        if (view.isEmpty()) {
            var known = desk.services().stream()
                    .map(each -> each.service().name().value())
                    .toList();
            exchange.notFound("there is no service of that name" + Spelling.hint(name, known));
        }
        return view;
    }
}
