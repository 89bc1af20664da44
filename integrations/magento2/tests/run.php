<?php

declare(strict_types=1);

// Tests without a framework, and without Magento: each function of this file that begins with "test" is one. Exit code 1 if one fails.

use Leeward\Region\Console\Command\RegionCommand;
use Leeward\Region\HealthPage;
use Leeward\Region\Model\Region;
use Leeward\Region\Settings;
use Magento\Framework\App\DeploymentConfig;
use Magento\Framework\Component\ComponentRegistrar;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

require __DIR__ . '/stand-ins.php';
require dirname(__DIR__) . '/load.php';
require dirname(__DIR__) . '/Model/Region.php';
require dirname(__DIR__) . '/Console/Command/RegionCommand.php';
ini_set('error_log', '/dev/null');

const HERE = "LEEWARD_SERVICE=shop\nLEEWARD_REGION=eu-central\nLEEWARD_ACTIVE=eu-central\nLEEWARD_EPOCH=7\nLEEWARD_FENCED=no\n"
    . "SHOP_DB_HOST=10.0.0.7:3307\nSHOP_REDIS=10.0.0.8\n";
const BASE = [
    'backend' => ['frontName' => 'admin'],
    'db' => ['connection' => ['default' => ['host' => 'db', 'dbname' => 'shop', 'username' => 'shop']]],
];
const NAMES = [
    'db/connection/default/host' => 'SHOP_DB_HOST',
    'cache/frontend/default/backend_options/server' => 'SHOP_REDIS',
    'queue/amqp/host' => 'NOT_THERE',
];

function same(mixed $expected, mixed $found): void
{
    if ($expected !== $found) {
        throw new LogicException('expected ' . var_export($expected, true) . ', found ' . var_export($found, true));
    }
}

function placed(string $text): string
{
    $path = tempnam(sys_get_temp_dir(), 'leeward');
    register_shutdown_function(static fn () => @unlink($path));
    file_put_contents($path, $text);
    return $path;
}

/** @return array<string, mixed> */
function over(string $text): array
{
    return Settings::over(BASE, placed($text), NAMES);
}

/** A folder of Magento whose env.php follows the environment file as the README says, and where that file is. */
function shop(string $environment, array $base = BASE): array
{
    $root = sys_get_temp_dir() . '/leeward-shop-' . bin2hex(random_bytes(6));
    mkdir("$root/app/etc", 0700, true);
    mkdir("$root/var");
    $path = placed($environment);
    file_put_contents("$root/app/etc/env.base.php", '<?php return ' . var_export($base, true) . ';');
    $load = dirname(__DIR__) . '/load.php';
    file_put_contents("$root/app/etc/env.php", "<?php\nrequire_once '$load';\nreturn Leeward\\Region\\Settings::over(\n"
        . "    require __DIR__ . '/env.base.php', '$path', " . var_export(NAMES, true) . ");\n");
    register_shutdown_function(static function () use ($root): void {
        array_map(unlink(...), [...glob("$root/app/etc/*"), ...glob("$root/var/.m*")]);
        array_map(rmdir(...), ["$root/app/etc", "$root/app", "$root/var", $root]);
    });
    return [$root, $path];
}

function said(Region $region): array
{
    $output = new class implements OutputInterface {
        public string $text = '';

        public function writeln($messages, int $options = 0)
        {
            $this->text .= $messages;
        }
    };
    $code = (new RegionCommand($region))->run(new class implements InputInterface {
    }, $output);
    return [$code, $output->text];
}

function test_settings_of_the_region_lie_over_those_of_the_deployment(): void
{
    $settings = over(HERE);
    same('10.0.0.7:3307', $settings['db']['connection']['default']['host']);
    same('shop', $settings['db']['connection']['default']['dbname']);
    same('10.0.0.8', $settings['cache']['frontend']['default']['backend_options']['server']);
    same('admin', $settings['backend']['frontName']);
    same(false, isset($settings['queue']));
    same(false, isset($settings['cron']));
}

function test_jobs_run_only_where_the_region_is_active_and_not_fenced(): void
{
    same(0, over(str_replace('ACTIVE=eu-central', 'ACTIVE=us-east', HERE))['cron']['enabled']);
    same(0, over(str_replace('FENCED=no', 'FENCED=yes', HERE))['cron']['enabled']);
}

function test_settings_of_the_deployment_stay_where_the_file_cannot_be_used(): void
{
    same(BASE, over('nonsense'));
    same(BASE, Settings::over(BASE, '/no/such/file', NAMES));
}

function test_other_modules_can_ask_where_they_are(): void
{
    $here = new Region(new DeploymentConfig(over(HERE)));
    same([true, 'eu-central', 'eu-central', 7, false, true],
        [$here->isKnown(), $here->name(), $here->active(), $here->epoch(), $here->isFenced(), $here->mayWrite()]);
    $fenced = new Region(new DeploymentConfig(over(str_replace('FENCED=no', 'FENCED=yes', HERE))));
    same([true, false], [$fenced->isFenced(), $fenced->mayWrite()]);
    $unknown = new Region(new DeploymentConfig(BASE));
    same([false, false], [$unknown->isKnown(), $unknown->mayWrite()]);
}

function test_the_command_says_where_we_are(): void
{
    same([0, 'region eu-central, active eu-central, epoch 7, may write'], said(new Region(new DeploymentConfig(over(HERE)))));
    same(1, said(new Region(new DeploymentConfig(BASE)))[0]);
}

function test_the_module_registers_itself(): void
{
    require dirname(__DIR__) . '/registration.php';
    same([['module', 'Leeward_Region', dirname(__DIR__)]], ComponentRegistrar::$registered);
    same(true, str_contains(file_get_contents(dirname(__DIR__) . '/etc/module.xml'), '<module name="Leeward_Region"/>'));
    same(true, str_contains(file_get_contents(dirname(__DIR__) . '/etc/di.xml'), '>' . RegionCommand::class . '<'));
}

function test_maintenance_and_a_fence_and_an_env_php_written_anew_are_not_well(): void
{
    [$root, $path] = shop(HERE);
    $checks = static fn (): array => (array) HealthPage::of($root, $path)->look()[1]['checks'];
    same([true, true], [$checks()['maintenance']['ok'], $checks()['settings']['ok']]);
    touch("$root/var/.maintenance.flag");
    same(false, $checks()['maintenance']['ok']);
    file_put_contents("$root/app/etc/env.php", '<?php return ' . var_export(BASE, true) . ';');
    same(false, $checks()['settings']['ok']);
    file_put_contents($path, str_replace('FENCED=no', 'FENCED=yes', HERE));
    same([503, 'fenced'], [HealthPage::of($root, $path)->look()[0], HealthPage::of($root, $path)->look()[1]['status']]);
}

function test_the_servers_of_cache_and_database_have_to_answer(): void
{
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $port = (int) substr(strrchr(stream_socket_get_name($server, false), ':'), 1);
    $base = BASE + ['cache' => ['frontend' => ['default' => ['backend_options' => ['port' => (string) $port]]]]];
    [$root, $path] = shop(str_replace(['10.0.0.8', '10.0.0.7:3307'], ['127.0.0.1', '127.0.0.1:1'], HERE), $base);
    $checks = (array) HealthPage::of($root, $path)->look()[1]['checks'];
    same([true, false], [$checks['cache']['ok'], $checks['database']['ok']]);
    fclose($server);
    same(false, ((array) HealthPage::of($root, $path)->look()[1]['checks'])['cache']['ok']);
}

$failed = 0;
foreach (get_defined_functions()['user'] as $function) {
    if (!str_starts_with($function, 'test_')) {
        continue;
    }
    try {
        $function();
        echo "ok $function\n";
    } catch (Throwable $why) {
        $failed++;
        echo "NOT OK $function: {$why->getMessage()} ({$why->getFile()}:{$why->getLine()})\n";
    }
}
exit($failed === 0 ? 0 : 1);
