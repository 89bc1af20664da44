<?php

declare(strict_types=1);

namespace Leeward\Region;

use Leeward\Health;

/**
 * The health of one host of a Magento shop, without starting Magento: cheap enough for every few seconds, and able to answer when Magento
 * is not.
 */
final class HealthPage
{
    private const SECONDS = 2;

    /**
     * The checks of the shop in $root: env.php lays this region's settings over its own, nobody has put the shop into maintenance, and
     * the database and the servers of cache and session answer. More can be added.
     *
     * @param string $root Magento's folder
     * @param string $path of the environment file
     */
    public static function of(string $root, string $path): Health
    {
        return Health::by($path)
            ->check('maintenance', static fn (): bool => !is_file("$root/var/.maintenance.flag"))
            ->check('settings', static function () use ($root): bool {
                if (!isset(self::settings($root)['leeward'])) {
                    throw new \RuntimeException('app/etc/env.php was written anew, and no longer follows the region');
                }
                return true;
            })
            ->check('database', static fn (): bool => self::database(self::settings($root)))
            ->check('cache', static function () use ($root): bool {
                foreach (self::servers(self::settings($root)) as $server) {
                    self::connect($server);
                }
                return true;
            });
    }

    /**
     * As Magento's own reader includes it.
     *
     * @return array<string, mixed>
     */
    private static function settings(string $root): array
    {
        $settings = include "$root/app/etc/env.php";
        if (!is_array($settings)) {
            throw new \RuntimeException('app/etc/env.php returns no settings');
        }
        return $settings;
    }

    /** @param array<string, mixed> $settings */
    private static function database(array $settings): bool
    {
        $connection = $settings['db']['connection']['default'] ?? throw new \RuntimeException('no database in env.php');
        $host = (string) ($connection['host'] ?? 'localhost');
        $dsn = str_starts_with($host, '/') ? "mysql:unix_socket=$host" : 'mysql:' . self::place($host);
        $database = new \PDO(
            "$dsn;dbname={$connection['dbname']}",
            $connection['username'] ?? null,
            $connection['password'] ?? null,
            [\PDO::ATTR_TIMEOUT => self::SECONDS, \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]
        );
        return $database->query('SELECT 1') !== false;
    }

    /** Magento writes host:port. */
    private static function place(string $host): string
    {
        return preg_match('/^(.+):([0-9]+)$/D', $host, $parts) === 1 ? "host=$parts[1];port=$parts[2]" : "host=$host";
    }

    /**
     * The servers of Redis that cache and session are kept in, each once.
     *
     * @param array<string, mixed> $settings
     * @return list<string>
     */
    private static function servers(array $settings): array
    {
        $found = [];
        foreach ($settings['cache']['frontend'] ?? [] as $frontend) {
            $options = $frontend['backend_options'] ?? [];
            if (isset($options['server'])) {
                $found[] = self::address((string) $options['server'], (string) ($options['port'] ?? '6379'));
            }
        }
        $redis = $settings['session']['redis'] ?? [];
        if (($settings['session']['save'] ?? '') === 'redis' && isset($redis['host'])) {
            $found[] = self::address((string) $redis['host'], (string) ($redis['port'] ?? '6379'));
        }
        return array_values(array_unique($found));
    }

    private static function address(string $host, string $port): string
    {
        if (str_starts_with($host, '/')) {
            return "unix://$host";
        }
        return str_contains($host, '://') ? "$host:$port" : "tcp://$host:$port";
    }

    private static function connect(string $address): void
    {
        $connection = @stream_socket_client($address, $number, $why, self::SECONDS);
        if ($connection === false) {
            throw new \RuntimeException("$address: $why");
        }
        fclose($connection);
    }
}
