<?php

declare(strict_types=1);

namespace Leeward\Region;

use Leeward\Environment;
use Leeward\Unreadable;

/** Lays what the environment file says over the settings of app/etc/env.php. */
final class Settings
{
    /**
     * The settings of this region, now.
     *
     * Where the environment file cannot be used, those of $base are in force as they stand: a shop that serves by the settings of its
     * deployment is better than none, and the health page says that something is wrong. The key "leeward" says where we are; it is not
     * there if the file could not be used.
     *
     * @param array<string, mixed> $base what env.php returned before
     * @param string $path of the environment file
     * @param array<string, string> $names path of a setting, such as db/connection/default/host, to the name of its value in the file;
     *     a name that is not in the file leaves the setting as it is
     * @return array<string, mixed>
     */
    public static function over(array $base, string $path, array $names): array
    {
        try {
            $here = Environment::of($path);
        } catch (Unreadable $why) {
            error_log('leeward: the settings of the deployment stay: ' . $why->getMessage());
            return $base;
        }
        foreach ($names as $setting => $name) {
            $value = $here->get($name);
            if ($value !== null) {
                $base = self::with($base, explode('/', $setting), $value);
            }
        }
        $mayWrite = $here->isActive() && !$here->isFenced();
        if (!$mayWrite) {
            // Jobs write, whoever shows pages: bin/magento cron:run does nothing then.
            $base = self::with($base, ['cron', 'enabled'], 0);
        }
        $base['leeward'] = [
            'service' => $here->service(),
            'region' => $here->region(),
            'active' => $here->active(),
            'epoch' => $here->epoch(),
            'fenced' => $here->isFenced() ? 1 : 0,
        ];
        return $base;
    }

    /**
     * @param array<string, mixed> $settings
     * @param non-empty-list<string> $path
     * @return array<string, mixed>
     */
    private static function with(array $settings, array $path, string|int $value): array
    {
        $first = array_shift($path);
        if ($path === []) {
            $settings[$first] = $value;
            return $settings;
        }
        $below = $settings[$first] ?? [];
        $settings[$first] = self::with(is_array($below) ? $below : [], $path, $value);
        return $settings;
    }
}
