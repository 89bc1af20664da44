package dev.leeward.config.load;

import dev.leeward.config.Audience;
import dev.leeward.config.NotifySettings.Mail;
import dev.leeward.config.NotifySettings.Mail.Login;
import dev.leeward.config.NotifySettings.Mail.Tls;
import dev.leeward.config.ServerAddress;
import dev.leeward.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how mail is sent. */
final class MailReading {
    private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}");
    private static final int MAX_ADDRESSES = 20;

    private MailReading() {}

    static Optional<Mail> mail(Section section, String name, Duration timeout, Audience audience) {
        Map<String, Tls> words = new LinkedHashMap<>();
        for (var one : Tls.values()) words.put(Words.of(one), one);
        Tls tls = section.value("tls", Tls.STARTTLS, Values.choice(words));
        Optional<ServerAddress> server = section.require("server", "server: \"smtp.example.com\"")
                .flatMap(cell -> Network.server(port(tls), 1)
                        .parse(cell)
                        .flatMap(at -> tls != Tls.NONE_ON_LOOPBACK || Network.isLoopback(at.host())
                                ? Optional.of(at)
                                : cell.wrong(
                                        at.host() + " is another machine, and mail would travel there in clear text",
                                        "leave tls out, or write tls: implicit")));
        Optional<Login> login = login(section);
        Optional<Path> authorities = section.optional("ca-file", LocalFiles::existing);
        Optional<String> from =
                section.require("from", "from: leeward@example.com").flatMap(MailReading::address);
        Optional<List<String>> to =
                section.require("to", "to: [on-call@example.com]").flatMap(MailReading::addresses);
        return server.flatMap(at -> from.flatMap(
                f -> to.map(all -> new Mail(name, at, tls, login, authorities, f, all, timeout, audience))));
    }

    /** RFC 6409, RFC 8314. */
    private static int port(Tls tls) {
        return switch (tls) {
            case STARTTLS -> 587;
            case IMPLICIT -> 465;
            case NONE_ON_LOOPBACK -> 25;
        };
    }

    private static Optional<Login> login(Section section) {
        Optional<Cell> user = section.cell("user");
        Optional<Cell> password = section.cell("password");
        if (user.isPresent() && password.isEmpty()) user.get().wrong("user needs a password beside it");
        if (password.isPresent() && user.isEmpty()) password.get().wrong("password needs a user beside it");
        Optional<Secret> first = user.flatMap(SecretValues::reference);
        Optional<Secret> second = password.flatMap(SecretValues::reference);
        return first.flatMap(u -> second.map(p -> new Login(u, p)));
    }

    private static Optional<List<String>> addresses(Cell cell) {
        var all = Section.items(cell, "addresses", MailReading::address);
        if (all.size() > MAX_ADDRESSES) return cell.wrong("more than " + MAX_ADDRESSES + " addresses");
        boolean none = cell.items("addresses").filter(List::isEmpty).isPresent();
        if (none) return cell.wrong("names nobody");
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private static Optional<String> address(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            int at = text.lastIndexOf('@');
            boolean fits = at > 0
                    && LOCAL_PART.matcher(text.substring(0, at)).matches()
                    && Network.name(text.substring(at + 1)).isPresent();
            return fits
                    ? Optional.of(text)
                    : cell.wrong("not an address of mail: " + cell.found(), "write it bare: somebody@example.com");
        });
    }
}
