package dev.leeward.measure.ssh;

import java.util.List;
import java.util.regex.Pattern;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.LoggerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * How a connection is made: nothing that rests on SHA-1, MD5, CBC or RC4 may be agreed on (RFC 8758, RFC 9142), and the library
 * logs nothing, since whoever lost a connection says so, and not with its stack.
 */
final class Algorithms {
    private static final Pattern OLD = Pattern.compile(
            ".*(sha1|md5|-cbc|arcfour|blowfish|ripemd|3des|cast128|idea|serpent|twofish).*|ssh-dss.*|ssh-rsa");

    private Algorithms() {}

    static Config config() {
        var config = new DefaultConfig();
        config.setLoggerFactory(new Silence());
        config.setKeyExchangeFactories(current(config.getKeyExchangeFactories()));
        config.setCipherFactories(current(config.getCipherFactories()));
        config.setMACFactories(current(config.getMACFactories()));
        config.setKeyAlgorithms(current(config.getKeyAlgorithms()));
        return config;
    }

    private static <T> List<Factory.Named<T>> current(List<Factory.Named<T>> known) {
        return known.stream()
                .filter(factory -> !OLD.matcher(factory.getName()).matches())
                .toList();
    }

    private static final class Silence implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    }
}
