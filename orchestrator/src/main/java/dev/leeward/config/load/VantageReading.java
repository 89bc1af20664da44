package dev.leeward.config.load;

import dev.leeward.config.VantageSettings;
import dev.leeward.probe.VantagePoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from which places the regions are watched. */
final class VantageReading {
    private static final int MOST = 16;

    private VantageReading() {}

    static List<VantageSettings> read(Cell cell) {
        Set<String> names = new HashSet<>();
        List<VantageSettings> points = Section.items(cell, "vantage points", item -> point(item, names));
        if (points.size() > MOST) cell.wrong("more than " + MOST + " vantage points");
        if (points.isEmpty()
                && cell.items("vantage points").filter(List::isEmpty).isPresent()) {
            cell.wrong("there is no vantage point", "leave vantage-points out where this node is the only one");
        }
        return points;
    }

    private static Optional<VantageSettings> point(Cell item, Set<String> names) {
        return item.section("name, url and token").flatMap(section -> {
            Optional<VantagePoint> name = section.require("name", "name: fra")
                    .flatMap(cell -> NodeReading.nodeName(cell)
                            .flatMap(text -> names.add(text)
                                    ? Optional.of(text)
                                    : cell.wrong("another vantage point has this name")))
                    .map(VantagePoint::new);
            Optional<URI> url = section.require("url", "url: \"https://fra.example.net:8600\"")
                    .flatMap(VantageReading::base);
            var token = section.optional("token", SecretValues::reference);
            Optional<Path> authorities = section.optional("ca-file", LocalFiles::existing);
            section.end();
            return name.flatMap(n -> url.map(u -> new VantageSettings(n, u, token, authorities)));
        });
    }

    static Optional<URI> base(Cell cell) {
        return Network.url(List.of("https", "http")).parse(cell).flatMap(url -> {
            boolean bare = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
            return bare && url.getRawQuery() == null && url.getRawFragment() == null
                    ? Optional.of(url)
                    : cell.wrong("the URL of an API is a host and a port, without a path");
        });
    }
}
